import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { readRegularFile } from '../../programs/read-regular-file.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import type { FoundAccount, Machine } from '../../registries/contract/found-account.ts';
import type { Kind } from '../../registries/contract/kind.ts';
import { untrustedFolders } from '../editor/untrusted-folders.ts';

/** Longest file of another tool that is read, in bytes. */
const longestFile = 256 * 1024;

/**
 * The accounts that other tools on this machine are set up with for one kind. The kind is loaded
 * only when there is a trace of them. In an untrusted workspace no file inside it is looked at,
 * links followed.
 */
export async function findAccounts({ traces, load }: Kind): Promise<readonly FoundAccount[]> {
  if (traces === undefined) return [];
  const isThere =
    traces.variables.some((name) => (process.env[name] ?? '') !== '') ||
    (await Promise.all(traces.homeFiles.map(exists))).includes(true);
  if (!isThere) return [];
  return (await (await load()).sources?.(machine)) ?? [];
}

const machine: Machine = { variables: process.env, read };

/** The path of a file that may be read; `undefined` for one that must not. */
function allowed(name: string): string | undefined {
  const file = resolve(homedir(), name);
  return isInside(file, untrustedFolders()) ? undefined : file;
}

async function exists(name: string): Promise<boolean> {
  const file = allowed(name);
  if (file === undefined) return false;
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function read(name: string): Promise<string | undefined> {
  const file = allowed(name);
  if (file === undefined) return undefined;
  // A file of another tool that cannot be read offers nothing; that is no error of ours.
  const found = await readRegularFile(file, longestFile);
  return 'text' in found ? found.text : undefined;
}
