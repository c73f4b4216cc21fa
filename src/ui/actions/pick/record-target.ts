import type { TokenRecord } from '../../../core/token.ts';
import type { Account } from '../../../core/account.ts';
import type { Item } from '../../../registries/contract/item.ts';
import type { Verb } from '../../../registries/contract/action.ts';
import { isNode } from '../../tree/node.ts';
import type { Target } from './item.ts';

/** What a kept token can do by itself, wherever its row stands: the secrets are here. */
const ofRecords: readonly Verb[] = ['refresh'];

/** The kept token a command was started from, as a row to operate on. */
export function recordTarget(row: unknown, verb: Verb): Target | undefined {
  if (!isNode(row) || row.type !== 'record' || row.account === undefined) return undefined;
  return ofRecords.includes(verb) ? targetOf(row.record, row.account) : undefined;
}

/** A row made from the local record alone. */
export function targetOf(record: TokenRecord, account: Account): Target {
  const item: Item = {
    path: record.path,
    type: 'token',
    label: record.label,
    lifetime: record.lifetime,
    token: record,
    hasChildren: false,
    can: ofRecords,
    within: [],
  };
  return { account, item };
}
