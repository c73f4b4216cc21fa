import type { Clock } from '../../core/clock.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Kept } from './life.ts';

/** What the rows of the tree are drawn from, beside what their registries say. */
export interface RenderContext {
  readonly clock: Clock;
  /** Whether the token is the one the status bar shows. */
  readonly isActive: (recordId: string) => boolean;
  /** The record of a token that this machine holds. */
  readonly kept: Kept;
  /** The host that is served with the token, if there is one. */
  readonly servedHost: (recordId: string) => string | undefined;
  /** The places where the token was delivered to, in phrases. */
  readonly placesOf: (record: TokenRecord) => Promise<readonly string[]>;
}
