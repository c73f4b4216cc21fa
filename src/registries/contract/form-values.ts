import { Secret } from '../../core/secret.ts';
import type { FormValues } from './form.ts';

/** The text of a field; `''` when it was left out. Throws on a field of another type. */
export function text(values: FormValues, id: string): string {
  const value = values[id];
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new TypeError(`field ${id} is not text`);
  return value;
}

/** The secret of a field. Throws when it is missing, since a sign-in without it makes no sense. */
export function secret(values: FormValues, id: string): Secret {
  const value = values[id];
  if (!(value instanceof Secret)) throw new TypeError(`field ${id} is not a secret`);
  return value;
}

/** The choices of a field that allows several; `[]` when it was left out. */
export function list(values: FormValues, id: string): readonly string[] {
  const value = values[id];
  if (value === undefined) return [];
  if (typeof value === 'string' || value instanceof Secret) {
    throw new TypeError(`field ${id} is not a list`);
  }
  return value;
}
