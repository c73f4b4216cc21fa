import { Memoized } from '../../core/concurrency/memoize.ts';
import type { Timer } from '../../core/concurrency/timer.ts';
import type { Connection } from '../contract/connection.ts';
import { QuayApi } from './client/api.ts';
import { ApiTokensClient } from './client/api-tokens-client.ts';
import { AppTokensClient } from './client/app-tokens-client.ts';
import { FederationClient } from './client/federation-client.ts';
import { LoginClient } from './client/login-client.ts';
import { LogsClient } from './client/logs-client.ts';
import { PermissionsClient } from './client/permissions-client.ts';
import { PrototypesClient } from './client/prototypes-client.ts';
import { RepositoriesClient } from './client/repositories-client.ts';
import { RobotsClient } from './client/robots-client.ts';
import { askServer, type ServerFacts } from './client/server-facts.ts';
import { SuperUserClient } from './client/super-user-client.ts';
import { TeamsClient } from './client/teams-client.ts';
import type { Origin } from './records.ts';
import { Rotations } from './rotation/rotations.ts';
import { Memory } from './rows/memory.ts';

/** What rows and actions of one account work with. */
export interface QuayContext {
  readonly connection: Connection;
  readonly api: QuayApi;
  readonly robots: RobotsClient;
  readonly permissions: PermissionsClient;
  readonly repositories: RepositoriesClient;
  readonly teams: TeamsClient;
  readonly federation: FederationClient;
  readonly appTokens: AppTokensClient;
  readonly apiTokens: ApiTokensClient;
  readonly login: LoginClient;
  readonly logs: LogsClient;
  readonly prototypes: PrototypesClient;
  readonly superUser: SuperUserClient;
  /** Asked once, and again when the account's row is refreshed. */
  readonly facts: Memoized<ServerFacts>;
  readonly memory: Memory;
  readonly rotations: Rotations;
}

export function quayContext(connection: Connection, timer?: Timer): QuayContext {
  const api = new QuayApi(connection, timer);
  return {
    connection,
    api,
    robots: new RobotsClient(api),
    permissions: new PermissionsClient(api),
    repositories: new RepositoriesClient(api),
    teams: new TeamsClient(api),
    federation: new FederationClient(api),
    appTokens: new AppTokensClient(api),
    apiTokens: new ApiTokensClient(api),
    login: new LoginClient(api),
    logs: new LogsClient(api),
    prototypes: new PrototypesClient(api),
    superUser: new SuperUserClient(api),
    facts: new Memoized((signal) => askServer(api, signal)),
    memory: new Memory(),
    rotations: new Rotations(connection),
  };
}

/** What the records of this account's tokens begin with. */
export function originOf({ connection: { account } }: QuayContext, facts: ServerFacts): Origin {
  return {
    accountId: account.id,
    userName: account.userName,
    registryHost: facts.registryHost,
  };
}
