import { Memoized } from '../../core/concurrency/memoize.ts';
import type { Timer } from '../../core/concurrency/timer.ts';
import type { Connection } from '../contract/connection.ts';
import { DrpApi } from './client/api.ts';
import { DrpClient } from './client/drp-client.ts';
import type { Info } from './wire/info.ts';
import type { Role } from './wire/role.ts';

/** Whether a server honors a way of narrowing, learned from the tokens it handed out. */
interface Learned {
  roles?: 'honored' | 'ignored';
  triplets?: 'honored' | 'ignored';
}

/** What rows and actions of one account work with. */
export interface DrpContext {
  readonly connection: Connection;
  readonly api: DrpApi;
  readonly client: DrpClient;
  /** Asked once, and again when the account's row is refreshed. */
  readonly info: Memoized<Info>;
  readonly roles: Memoized<readonly Role[] | undefined>;
  readonly learned: Learned;
}

export function drpContext(connection: Connection, timer?: Timer): DrpContext {
  const api = new DrpApi(connection, timer);
  const client = new DrpClient(api);
  return {
    connection,
    api,
    client,
    info: new Memoized((signal) => client.info(signal)),
    roles: new Memoized((signal) => client.roles(signal)),
    learned: {},
  };
}
