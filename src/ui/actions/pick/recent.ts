import { isObject } from '../../../core/is-object.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Memory } from '../../wizard/memory.ts';

/** A token that was used not long ago: what is known of it without its secret. */
export interface Recent {
  readonly record: TokenRecord;
  /** The row in a registry that tells the secret, where there is one. */
  readonly row?: { readonly type: string; readonly label: string };
}

/** How many are remembered. */
const most = 12;

const name = 'recentTokens';

/** Tokens that were used last, the latest first. */
export function recentTokens(memory: Memory): readonly Recent[] {
  const stored = memory.kept(name);
  return Array.isArray(stored) ? stored.filter(isRecent) : [];
}

/** Puts a token first among those used last. */
export async function rememberUse(recent: Recent, memory: Memory): Promise<void> {
  const others = recentTokens(memory).filter(({ record }) => record.id !== recent.record.id);
  await memory.keep(name, [recent, ...others].slice(0, most));
}

/** Leaves out tokens that have ended: nobody can use them again. */
export async function forgetEnded(ids: readonly string[], memory: Memory): Promise<void> {
  const recent = recentTokens(memory);
  const left = recent.filter(({ record }) => !ids.includes(record.id));
  if (left.length < recent.length) await memory.keep(name, left);
}

function isRecent(value: unknown): value is Recent {
  if (!isObject(value) || !isObject(value['record'])) return false;
  const { id, accountId, label, subject, path, scope, lifetime } = value['record'];
  const texts = [id, accountId, label, subject].every((text) => typeof text === 'string');
  return texts && Array.isArray(path) && Array.isArray(scope) && isObject(lifetime);
}
