import type { Connection } from '../connection.ts';
import { Directory } from './directory.ts';
import { Manage } from './manage.ts';
import { readOptions, type RokOptions } from './options.ts';

/** What rows and operations of one account work with. */
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
  return { connection, options, manage, directory: new Directory(manage) };
}
