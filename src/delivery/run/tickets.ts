import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Secret } from '../../core/secret.ts';

/** A terminal asks as soon as it is there; in milliseconds. */
const longest = 60_000;

/** Variables with the token that each is to hold, or a text that is none. */
export type Variables = ReadonlyMap<string, Secret | string>;

/**
 * What a terminal is to get, for a word that is good once: other extensions see how a terminal was
 * started, so that no token may stand there.
 */
export class Tickets {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { readonly at: number; readonly variables: Variables }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(variables: Variables): string {
    const ticket = randomBytes(24).toString('hex');
    this.#issued.set(ticket, { at: this.#clock.now(), variables });
    return ticket;
  }

  /** `undefined` for one that was used, is too old, or was never issued. */
  take(ticket: string): Variables | undefined {
    const found = this.#issued.get(ticket);
    this.#issued.delete(ticket);
    return found === undefined || this.#clock.now() - found.at > longest
      ? undefined
      : found.variables;
  }
}
