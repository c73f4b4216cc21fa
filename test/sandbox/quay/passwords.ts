import type { SandboxClock } from '../clock.ts';
import type { User } from './model.ts';

/**
 * What a request takes a real server at the least: the sandbox's answers count for as long, in ms.
 */
const REQUEST_MS = 100;
const HALF_SECOND_MS = 500;

/**
 * The password check of a Quay, which a wrong password shuts for a moment (docs/registries/quay.md
 * §8.1).
 */
export class Passwords {
  readonly #clock: SandboxClock;
  readonly #wrong = new Map<User, { attempts: number; at: number }>();
  #served = 0;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** Notes that one more request was served. */
  served(): void {
    this.#served += 1;
  }

  /**
   * Whether the password is the user's; `throttled` for half a second after one wrong password,
   * three times as long after two, and so on, whatever the password is.
   */
  check(user: User, password: string): 'right' | 'wrong' | 'throttled' {
    const now = this.#clock.now() + this.#served * REQUEST_MS;
    const before = this.#wrong.get(user) ?? { attempts: 0, at: -Infinity };
    if (before.at + HALF_SECOND_MS * (2 ** before.attempts - 1) > now) {
      return 'throttled';
    }
    if (user.password === password) {
      this.#wrong.delete(user);
      return 'right';
    }
    this.#wrong.set(user, { attempts: before.attempts + 1, at: now });
    return 'wrong';
  }
}
