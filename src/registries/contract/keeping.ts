import type { Exclusive } from '../../core/concurrency/exclusive.ts';
import type { SignIn } from '../../core/sign-in.ts';
import type { SingleUse } from '../../core/single-use.ts';
import type { IssuedToken, TokenRecord, TokenSecrets } from '../../core/token.ts';

/**
 * What this machine keeps for an account, for actions that need more than the row: a refresh
 * spends the held refresh token, and must not do so in two windows at once.
 */
export interface Keeping {
  /** Every token of the account that this machine has a record of, sorted by label. */
  records(): readonly TokenRecord[];
  /** The secrets of a held token as they are now, whichever window wrote them. */
  secrets(recordId: string): Promise<TokenSecrets | undefined>;
  /** The held token that took the place of another one (`TokenRecord.replaces`). */
  successor(recordId: string): Promise<TokenRecord | undefined>;
  /** A held token by its id, once its secrets have come to this window. */
  held(recordId: string): Promise<TokenRecord | undefined>;
  /** Stores a token at once, before it is used. */
  keep(issued: IssuedToken): Promise<void>;
  /**
   * Stores a sign-in in place of the one it came for. Does nothing, and resolves with `false`, when
   * that one is no more: the account was removed, moved to another origin, or signed in again.
   */
  renewSignIn(former: SignIn, signIn: SignIn): Promise<boolean>;
  /**
   * Keeps what was learned for an account, which is no secret, among its `options`; `undefined`
   * forgets it. Of an account that was edited or removed meanwhile nothing is kept.
   */
  learn(option: string, value: string | undefined): Promise<void>;
  /**
   * Runs `work` while no other window of this machine runs work of the same name. Rejects with
   * `cancelled` when aborted while waiting.
   */
  readonly exclusive: Exclusive;
  /** Keeps a refresh token from being sent twice, whatever happened to the answer. */
  readonly singleUse: SingleUse;
}
