import type { Account } from '../../../core/account.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Item } from '../../../registries/contract/item.ts';

/** A token to do something with: held here, or behind a row of a registry. */
export interface TokenTarget {
  readonly record: TokenRecord;
  /** Absent for pasted tokens. */
  readonly account: Account | undefined;
  /** The row, when the registry lists the token. */
  readonly item: Item | undefined;
}
