import { badParameter } from '../errors.ts';

const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'False', 'FALSE', '0', '', 'null']);

/**
 * A boolean of the query: a few words are false, every other text is true
 * (docs/registries/quay.md §2.2).
 */
export function booleanParameter(query: URLSearchParams, name: string, missing: boolean): boolean {
  const value = query.get(name);
  return value === null ? missing : !FALSE_WORDS.has(value);
}

/** An integer of the query, or undefined. @throws E5 with `help` for anything else */
export function integerParameter(
  query: URLSearchParams,
  name: string,
  help: string,
): number | undefined {
  const value = query.get(name);
  if (value === null) {
    return undefined;
  }
  if (!/^\s*[+-]?\d+\s*$/.test(value)) {
    throw badParameter(name, help);
  }
  return Number(value);
}
