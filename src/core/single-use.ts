import type { Secret } from './secret.ts';

/** What is known of a secret that was sent before: that, or that the server refused it. */
export type Sent = 'sent' | 'refused';

/**
 * Remembers which secrets that are good for one time have been sent: whichever window or process
 * did it, and whether or not it lived to see the answer.
 */
export interface SingleUse {
  /** Marks a secret as sent, unless it is marked: then it resolves with what is known of it. */
  spend(secret: Secret): Promise<Sent | undefined>;
  /** Adds that the server refused it, which no further sending would change. */
  refuse(secret: Secret): Promise<void>;
  /** Takes the mark away, when it is certain that the secret was not used. */
  giveBack(secret: Secret): Promise<void>;
}
