import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { readRegularFile } from '../../programs/read-regular-file.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import type { Machine } from '../../registries/contract/machine.ts';
import { untrustedFolders } from '../editor/untrusted-folders.ts';

/** Longest file of another tool that is read, in bytes. */
const longestFile = 256 * 1024;

/**
 * This machine as adapters may look at it. In an untrusted workspace no file inside it is looked
 * at, links followed.
 */
export const machine: Machine = { variables: process.env, read };

/** The path of a file that may be read; `undefined` for one that must not. */
export function allowedFile(name: string): string | undefined {
  const file = resolve(homedir(), name);
  return isInside(file, untrustedFolders()) ? undefined : file;
}

async function read(name: string): Promise<string | undefined> {
  const file = allowedFile(name);
  if (file === undefined) return undefined;
  // A file of another tool that cannot be read offers nothing; that is no error of ours.
  const found = await readRegularFile(file, longestFile);
  return 'text' in found ? found.text : undefined;
}
