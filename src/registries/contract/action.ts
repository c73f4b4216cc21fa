import type { Outcome } from '../../core/outcome.ts';
import type { SharedActionId } from './action-id.ts';
import type { Form, FormValues } from './form.ts';
import type { Item } from './item.ts';

/** What cannot be undone, said before it is done. */
export interface Consequence {
  /** The question, naming the subject. */
  readonly message: string;
  /** What will break, and what will not. */
  readonly detail: string;
}

/** How an action is done. Its words, icon and place are in the kind's contributions. */
export interface Action {
  /** Several rows may be done together, with one question. */
  readonly several?: true;
  /**
   * It issues a token, so that its wizard ends with what to do with that. `again` where the answers
   * of its form, which are plain, issue another one like it: then it is also run on a row of which
   * only path, type and label are known, and without its form.
   */
  readonly issues?: 'again' | 'once';
  /**
   * The steps to ask; absent when nothing is. Of several rows it is asked of the first, and the
   * answers hold for all.
   */
  readonly form?: (item: Item, signal: AbortSignal) => Form | Promise<Form>;
  /**
   * What the person should know before it is done to these rows; it may ask the server. Absent, or
   * `undefined`, for what can be undone.
   */
  readonly consequence?: (
    items: readonly [Item, ...Item[]],
    values: FormValues,
    signal: AbortSignal,
  ) => Consequence | undefined | Promise<Consequence | undefined>;
  /**
   * Does it to one row, once. Throws `RegistryError`; a lost answer carries `look`.
   */
  readonly run: (item: Item, values: FormValues, signal: AbortSignal) => Promise<Outcome>;
}

/** How actions are done, by id. */
export type Actions = Readonly<
  Partial<Record<SharedActionId, Action>> & Record<string, Action | undefined>
>;
