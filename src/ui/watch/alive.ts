import type { Clock } from '../../core/clock.ts';
import { renewalDue } from '../../core/renewal.ts';
import type { TokenRecord } from '../../core/token.ts';

/** A timer may not be set further ahead; a machine that slept is right again within this. */
export const longestWait = 5 * 60_000;

/** What the refreshing of tokens in time works with. */
export interface AliveParts {
  readonly clock: Clock;
  /** The tokens that the person wants to stay alive. */
  readonly records: () => readonly TokenRecord[];
  /** Refreshes one. Never rejects; `later` asks to be tried again after a while. */
  readonly refresh: (record: TokenRecord) => Promise<'done' | 'later'>;
  /** Calls back once after so many milliseconds; gives the way to call it off. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

/**
 * Has tokens refreshed in time before their end: one timer, aimed at the next that is due. Without
 * a token that is to stay alive there is none.
 */
export class Alive {
  readonly #parts: AliveParts;
  /** Not before this instant again, by record. */
  readonly #notBefore = new Map<string, number>();
  #callOff: (() => void) | undefined;
  #running = false;
  #disposed = false;

  constructor(parts: AliveParts) {
    this.#parts = parts;
    this.aim();
  }

  /** Looks again what is due next: records have changed, or time has passed unseen. */
  aim(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const [next] = this.#due();
    if (next === undefined || this.#running || this.#disposed) return;
    const wait = Math.min(Math.max(next.at - this.#parts.clock.now(), 0), longestWait);
    this.#callOff = this.#parts.after(wait, () => void this.#run());
  }

  dispose(): void {
    this.#disposed = true;
    this.#callOff?.();
  }

  #due(): { readonly record: TokenRecord; readonly at: number }[] {
    return this.#parts
      .records()
      .flatMap((record) => {
        const due = renewalDue(record.lifetime, record.issuedAt);
        if (due === undefined) return [];
        return [{ record, at: Math.max(due, this.#notBefore.get(record.id) ?? 0) }];
      })
      .sort((a, b) => a.at - b.at);
  }

  async #run(): Promise<void> {
    const { clock, refresh } = this.#parts;
    this.#running = true;
    try {
      for (const { record, at } of this.#due()) {
        if (at > clock.now() || this.#disposed) break;
        if ((await refresh(record)) === 'done') this.#notBefore.delete(record.id);
        else this.#notBefore.set(record.id, clock.now() + longestWait);
      }
    } finally {
      this.#running = false;
      this.aim();
    }
  }
}
