import { isObject } from './is-object.ts';

/** What claims consist of, asked for with the doubt that a stranger's JSON deserves. */
export type Values = Readonly<Record<string, unknown>>;

/** A text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** An own member of what should be an object. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The texts of a list; of anything else none. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
