import { access } from 'node:fs/promises';
import type { FoundAccount } from '../../registries/contract/found-account.ts';
import type { Kind } from '../../registries/contract/kind.ts';
import { allowedFile, machine } from './machine.ts';

/**
 * The accounts that other tools on this machine are set up with for one kind. The kind is loaded
 * only when there is a trace of them.
 */
export async function findAccounts({ traces, load }: Kind): Promise<readonly FoundAccount[]> {
  if (traces === undefined) return [];
  const isThere =
    traces.variables.some((name) => (process.env[name] ?? '') !== '') ||
    (await Promise.all(traces.homeFiles.map(exists))).includes(true);
  if (!isThere) return [];
  return (await (await load()).sources?.(machine)) ?? [];
}

async function exists(name: string): Promise<boolean> {
  const file = allowedFile(name);
  if (file === undefined) return false;
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
