import type { SignIn } from '../../core/sign-in.ts';
import type { Turn } from '../../core/concurrency/exclusive.ts';
import type { IssuedToken, TokenRecord, TokenSecrets } from '../../core/token.ts';

/**
 * What this machine keeps for an account, for actions that need more than the row: a refresh
 * spends the kept refresh token, and must not do so in two windows at once.
 */
export interface Keeping {
  /** Every token of the account that this machine has a record of, sorted by label. */
  records(): readonly TokenRecord[];
  /** The secrets of a kept token as they are now, whichever window wrote them. */
  secrets(recordId: string): Promise<TokenSecrets | undefined>;
  /** The kept token that took the place of another one (`TokenRecord.replaces`). */
  successor(recordId: string): Promise<TokenRecord | undefined>;
  /** A kept token by its id, once its secrets have come to this window. */
  kept(recordId: string): Promise<TokenRecord | undefined>;
  /** Stores a token at once, before it is used. */
  keep(issued: IssuedToken): Promise<void>;
  /** Stores a sign-in in place of the account's present one. */
  replaceSignIn(signIn: SignIn): Promise<void>;
  /**
   * Keeps what was learned for an account, which is no secret, among its `options`; `undefined`
   * forgets it. Of an account that was edited or removed meanwhile nothing is kept.
   */
  learn(option: string, value: string | undefined): Promise<void>;
  /**
   * Runs `work` while no other window of this machine runs work of the same name. Rejects with
   * `cancelled` when aborted while waiting.
   */
  exclusive<T>(name: string, work: (turn: Turn) => Promise<T>, signal: AbortSignal): Promise<T>;
}
