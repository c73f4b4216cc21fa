import type { Connection } from '../connection.ts';
import { Shared } from '../pace/shared.ts';
import { systemTimer, type Timer } from '../pace/timer.ts';
import { DirectoryClient } from './client/directory-client.ts';
import { PlatformClient } from './client/platform-client.ts';
import { TokensClient } from './client/tokens-client.ts';
import { askFacts, type Facts } from './facts.ts';
import { renewingConnection } from './sign-in-renewal.ts';
import { JfrogApi } from './transport/api.ts';

/** What rows and operations of one account work with. */
export interface JfrogContext {
  readonly connection: Connection;
  readonly api: JfrogApi;
  readonly tokens: TokensClient;
  readonly directory: DirectoryClient;
  readonly platform: PlatformClient;
  /** Asked once, and again when the account's row is refreshed. */
  readonly facts: Shared<Facts>;
  readonly timer: Timer;
}

export function jfrogContext(given: Connection, timer: Timer = systemTimer): JfrogContext {
  const connection = renewingConnection(given, timer);
  const api = new JfrogApi(connection, timer);
  const tokens = new TokensClient(api);
  const platform = new PlatformClient(api);
  return {
    connection,
    api,
    tokens,
    directory: new DirectoryClient(api),
    platform,
    timer,
    facts: new Shared((signal) => askFacts(connection, tokens, platform, signal)),
  };
}
