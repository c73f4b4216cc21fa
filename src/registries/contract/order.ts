/**
 * An order that the rows of a list can be shown in. Plain data on the row above them; each row says
 * by `Item.sortKeys` where it stands.
 */
export interface Order {
  /** The name of the rows' key. */
  readonly id: string;
  /** What the rows are sorted by, to choose from. */
  readonly label: string;
  /** What stands first in either direction, in two or three words. */
  readonly ascending: string;
  readonly descending: string;
  /** Either direction beside the row above, so short that a narrow view shows it: `unused longest`. */
  readonly shown: { readonly ascending: string; readonly descending: string };
  /** The direction it is offered in. */
  readonly first: 'ascending' | 'descending';
  /** The other direction is a choice of its own, under this name. */
  readonly other?: string;
}

/**
 * What rows are compared by, by the order's id: texts or numbers, all of one sort for one order. A
 * row without a key stands at the end, whatever the direction.
 */
export type SortKeys = Readonly<Record<string, string | number | undefined>>;
