import type { Connection } from '../contract/connection.ts';
import type { JfrogApi } from './client/api.ts';
import type { DirectoryClient } from './client/directory-client.ts';

/** What rows, records and forms need of one account, whichever token API its platform has. */
export interface JfrogPorts {
  readonly connection: Connection;
  readonly api: JfrogApi;
  readonly directory: DirectoryClient;
}
