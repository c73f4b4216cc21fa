import type { Account } from '../../../core/account.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { ActionId } from '../../../registries/contract/action-id.ts';
import type { Item } from '../../../registries/contract/item.ts';
import { isNode } from '../../tree/node.ts';
import type { Target } from './item.ts';

/**
 * The held token a command was started from, as a row to do something to that needs no more than
 * the secrets that this machine holds.
 */
export function recordTarget(row: unknown, id: ActionId): Target | undefined {
  if (!isNode(row) || row.type !== 'record' || row.account === undefined) return undefined;
  return targetOf(row.record, row.account, id);
}

/** A row made from the local record alone, that can do one thing. */
export function targetOf(record: TokenRecord, account: Account, id: ActionId): Target {
  const item: Item = {
    path: record.path,
    type: 'token',
    label: record.label,
    lifetime: record.lifetime,
    token: record,
    hasChildren: false,
    can: [id],
    within: [],
  };
  return { account, item };
}
