import type { Connection } from '../contract/connection.ts';
import { Directory, type Remembered } from './client/directory.ts';
import { Manage } from './client/manage.ts';
import { isUuid } from './client/read-accounts.ts';
import { learned, readOptions, type RokOptions } from './connect/options.ts';

/** What rows and actions of one account work with. */
export interface RokContext {
  readonly connection: Connection;
  readonly options: RokOptions;
  readonly manage: Manage;
  readonly directory: Directory;
}

export function rokContext(connection: Connection): RokContext {
  const options = readOptions(connection.account);
  const manage = new Manage(() => {
    if (connection.kubernetes === undefined) throw new TypeError('a Rok needs Kubernetes');
    return connection.kubernetes();
  }, options);
  return {
    connection,
    options,
    manage,
    directory: new Directory(manage, remembered(connection, options.user)),
  };
}

/** The own account as the options tell it since it was last looked up. */
function remembered({ account, keeping }: Connection, user: string): Remembered {
  const uuid = account.options[learned.uuid] ?? '';
  return {
    user,
    account: isUuid(uuid)
      ? { uuid: uuid.toLowerCase(), userName: account.userName || user, email: undefined }
      : undefined,
    keep: async (found) => keeping?.learn(learned.uuid, found),
  };
}
