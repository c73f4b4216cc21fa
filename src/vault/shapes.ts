/** Checks of values that come back from storage, where anything may stand. */
import { isObject } from '../core/is-object.ts';

export function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

export function isStringRecord(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

export function isOptionalString(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** The keys that begin with a prefix, without it. */
export function idsWithPrefix(keys: Iterable<string>, prefix: string): string[] {
  const ids: string[] = [];
  for (const key of keys) if (key.startsWith(prefix)) ids.push(key.slice(prefix.length));
  return ids;
}
