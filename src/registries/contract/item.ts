import type { Lifetime } from '../../core/lifetime.ts';
import type { ItemPath } from '../../core/outcome.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { ActionId, SharedActionId } from './action-id.ts';
import type { Order, SortKeys } from './order.ts';

/** The types of row that any kind may have. */
export type SharedRowType =
  'organization' | 'user' | 'group' | 'robot' | 'token' | 'permission' | 'note';

/** What a row is; the UI chooses its icon by it. A kind's own types are those it declares. */
type ItemType = SharedRowType | (string & Record<never, never>);

/** A line of a tooltip: a name and what stands behind it. */
export interface Detail {
  readonly label: string;
  readonly value: string | { readonly instant: number };
}

/** One row below an account. Plain data: everything that costs I/O is asked for separately. */
export interface Item {
  /** Ids from the account down to this row; unique within the account and stable over time. */
  readonly path: ItemPath;
  readonly type: ItemType;
  /** The name the registry uses. */
  readonly label: string;
  /** Short, beside the label. The UI puts the remaining life there when `lifetime` is given. */
  readonly description?: string;
  readonly lifetime?: Lifetime;
  /** The token behind the row (a robot has one, too), for copy, verify, active and decode. */
  readonly token?: TokenRecord;
  readonly details?: readonly Detail[];
  readonly hasChildren: boolean;
  /** The orders the rows below can be shown in; in the first of them they come. */
  readonly orders?: readonly Order[];
  /** Where the row stands in the orders of its list. */
  readonly sortKeys?: SortKeys;
  /** What can be done with this row. */
  readonly can: readonly ActionId[];
  /** What can be done with rows below it: a picker goes through here to reach them. */
  readonly within: readonly ActionId[];
  /** Why something that people expect here cannot be done: a sentence by action. */
  readonly blocked?: Partial<Record<SharedActionId | 'fetch' | 'verify', string>> &
    Readonly<Record<string, string>>;
}
