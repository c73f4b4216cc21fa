import type { Outcome } from '../../core/outcome.ts';
import type { Form, FormValues } from './form.ts';
import type { Item } from './item.ts';

/** Everything a person can do to a row with the server's help. The words are those of the commands. */
export const verbs = [
  'issue',
  'createRobot',
  'exchange',
  'regenerate',
  'refresh',
  'addIssuer',
  'removeIssuer',
  'revoke',
  'revokeValue',
  'pair',
  'delete',
  'fetch',
  'verify',
] as const;

/**
 * `fetch` reads the current secret of a row from the server; `verify` asks the server about a
 * token. Both are methods of the registry; the others are operations.
 */
export type Verb = (typeof verbs)[number];
export type OperationVerb = Exclude<Verb, 'fetch' | 'verify'>;

/** What cannot be undone, said before it is done. */
export interface Consequence {
  /** The question, naming the subject. */
  readonly message: string;
  /** What will break, and what will not. */
  readonly detail: string;
}

export interface Operation {
  /** The steps to ask; absent when nothing is. */
  readonly form?: (item: Item, signal: AbortSignal) => Form | Promise<Form>;
  /** Absent for what can be undone. */
  readonly consequence?: (item: Item, values: FormValues) => Consequence | undefined;
  /**
   * In the place of `consequence` for an operation that takes several rows with one question, and
   * may ask the server what the person should know. Such an operation has no form.
   */
  readonly consequenceOf?: (items: readonly Item[], signal: AbortSignal) => Promise<Consequence>;
  /**
   * Does it, once. Throws `RegistryError`; a lost answer carries `look`.
   */
  readonly run: (item: Item, values: FormValues, signal: AbortSignal) => Promise<Outcome>;
}
