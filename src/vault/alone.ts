import { join } from 'node:path';
import type { Exclusive } from '../core/concurrency/exclusive.ts';
import type { SingleUse } from '../core/single-use.ts';
import { exclusive } from './machine-lock.ts';
import { SingleUseFiles } from './single-use.ts';

/** What keeps the windows of this machine from doing the same twice. */
export interface Alone {
  readonly exclusive: Exclusive;
  readonly singleUse: SingleUse;
}

/**
 * By files in a folder that all windows share.
 *
 * @param directory it is created when it is first needed
 */
export const aloneIn = (directory: string): Alone => ({
  exclusive: (name, work, signal) => exclusive(join(directory, 'locks'), name, work, signal),
  singleUse: new SingleUseFiles(join(directory, 'spent')),
});
