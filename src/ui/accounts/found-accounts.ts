import { access, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FoundAccount, Machine } from '../../registries/contract/found-account.ts';
import type { Kind } from '../../registries/contract/kind.ts';
import { isInsideWorkspace } from '../editor/inside-workspace.ts';

/** Longest file of another tool that is read, in bytes. */
const longestFile = 256 * 1024;

/**
 * The accounts that other tools on this machine are set up with for one kind. The kind is loaded
 * only when there is a trace of them. In an untrusted workspace no file inside it is looked at.
 */
export async function findAccounts({ traces, load }: Kind): Promise<readonly FoundAccount[]> {
  if (traces === undefined) return [];
  const isThere =
    traces.variables.some((name) => (process.env[name] ?? '') !== '') ||
    (await Promise.all(traces.homeFiles.map(exists))).includes(true);
  if (!isThere) return [];
  return (await (await load()).sources?.(machine)) ?? [];
}

const machine: Machine = { variables: process.env, readHome };

const mayRead = (file: string): boolean => vscode.workspace.isTrusted || !isInsideWorkspace(file);

async function exists(name: string): Promise<boolean> {
  const file = join(homedir(), name);
  if (!mayRead(file)) return false;
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function readHome(name: string): Promise<string | undefined> {
  const file = join(homedir(), name);
  if (!mayRead(file)) return undefined;
  try {
    return (await stat(file)).size > longestFile ? undefined : await readFile(file, 'utf8');
  } catch {
    // A file of another tool that cannot be read offers nothing; that is no error of ours.
    return undefined;
  }
}
