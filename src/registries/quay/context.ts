import { Memoized } from '../../core/concurrency/memoize.ts';
import type { Timer } from '../../core/concurrency/timer.ts';
import type { Connection } from '../contract/connection.ts';
import { QuayApi } from './client/api.ts';
import { ApiTokensClient } from './client/api-tokens-client.ts';
import { AppTokensClient } from './client/app-tokens-client.ts';
import { FederationClient } from './client/federation-client.ts';
import { LoginClient } from './client/login-client.ts';
import { PermissionsClient } from './client/permissions-client.ts';
import { RepositoriesClient } from './client/repositories-client.ts';
import { RobotsClient } from './client/robots-client.ts';
import { askApiTokens, askServer, type ServerFacts } from './client/server-facts.ts';
import { TeamsClient } from './client/teams-client.ts';
import type { Origin } from './records.ts';
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
  /** Asked once, and again when the account's row is refreshed. */
  readonly facts: Memoized<ServerFacts>;
  /** Whether the server lists and issues API tokens. Asked as `facts`, when it is needed. */
  readonly listsApiTokens: Memoized<boolean>;
  readonly memory: Memory;
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
    facts: new Memoized((signal) => askServer(api, signal)),
    listsApiTokens: new Memoized((signal) => askApiTokens(api, signal)),
    memory: new Memory(),
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
