import type { Account } from '../../core/account.ts';
import type { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { ItemPath } from '../../core/outcome.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Actions } from '../../registries/contract/action.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import type { Item } from '../../registries/contract/item.ts';

/** An account: the top of a branch. */
export interface AccountNode {
  readonly type: 'account';
  readonly id: string;
  readonly account: Account;
}

/** A row that an adapter listed. */
export interface ItemNode {
  readonly type: 'item';
  readonly id: string;
  readonly account: Account;
  readonly item: Item;
  readonly parent: ParentNode;
  /** What can be done to it together with other rows, of what can be done to it. */
  readonly together?: readonly ActionId[];
}

/** A token that only this machine knows: the registry does not list it, or there is no account. */
export interface RecordNode {
  readonly type: 'record';
  readonly id: string;
  readonly account: Account | undefined;
  readonly record: TokenRecord;
  readonly parent: ParentNode;
  /** A registry should list it, and does not where this account looks. */
  readonly isStray?: boolean;
}

/** The branch of tokens held without an account. */
export interface PastedNode {
  readonly type: 'pasted';
  readonly id: string;
}

/** What went wrong in a branch, in the place of its rows, with the one repair. */
export interface ErrorNode {
  readonly type: 'error';
  readonly id: string;
  readonly error: RegistryError;
  readonly parent: ParentNode;
}

/** The rest of a long list. */
export interface MoreNode {
  readonly type: 'more';
  readonly id: string;
  /** How many rows are not shown yet; `undefined` when the server has not told. */
  readonly rest: number | undefined;
  readonly parent: ParentNode;
}

/** The place of rows where there are none. */
export interface EmptyNode {
  readonly type: 'empty';
  readonly id: string;
  readonly label: string;
  /** What to do next: a command that takes `parent`, and its words. */
  readonly act: { readonly command: string; readonly label: string };
  readonly parent: ParentNode;
}

export type ParentNode = AccountNode | ItemNode | PastedNode;
export type Node = ParentNode | RecordNode | ErrorNode | EmptyNode | MoreNode;

/** Accounts have random ids, so this cannot clash with one. */
export const pasted: PastedNode = { type: 'pasted', id: 'pasted' };

/** The stable id of a row: escaped, since names come from a server. */
export const nodeId = (accountId: string, path: ItemPath): string =>
  [accountId, ...path].map(escapeName).join('/');

/** As `encodeURIComponent`, which throws at half a character: one such name would hide its list. */
const escapeName = (name: string): string =>
  name
    .replace(/[^\p{Surrogate}]+/gu, encodeURIComponent)
    .replace(/\p{Surrogate}/gu, (half) => `%u${half.charCodeAt(0).toString(16)}`);

export const parentOf = (node: Node): ParentNode | undefined =>
  'parent' in node ? node.parent : undefined;

export const pathOf = (node: ParentNode): ItemPath => (node.type === 'item' ? node.item.path : []);

/** What can be done to a row together with others: what its registry does to several. */
export const togetherOf = ({ can }: Item, actions: Actions): readonly ActionId[] =>
  can.filter((id) => actions[id]?.several === true);

/** The account a row belongs to; `undefined` for pasted tokens. */
export const accountOf = (node: Node): Account | undefined => {
  if (node.type === 'pasted') return undefined;
  if ('account' in node) return node.account;
  return accountOf(node.parent);
};

/** The token behind a row, if there is one. */
export const tokenOf = (node: Node): TokenRecord | undefined => {
  if (node.type === 'record') return node.record;
  return node.type === 'item' ? node.item.token : undefined;
};

/** What a row is called. */
export function labelOf(node: Node): string {
  switch (node.type) {
    case 'account':
      return node.account.label;
    case 'item':
      return node.item.label;
    case 'record':
      return node.record.label;
    case 'pasted':
      return t('Pasted tokens');
    case 'error':
    case 'empty':
    case 'more':
      return labelOf(node.parent);
  }
}

/** Whether a command's argument is one of our rows: commands can be called with anything. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    'id' in value &&
    ['account', 'item', 'record', 'pasted', 'error', 'empty', 'more'].includes(String(value.type))
  );
}
