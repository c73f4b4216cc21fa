import type { SandboxClock } from '../clock.ts';
import { LETTERS_AND_DIGITS } from '../random.ts';
import type { Random } from '../random.ts';

/** Name of the session cookie (`SESSION_COOKIE_NAME`). */
export const SESSION_COOKIE = '_csrf_token';

/** A browser session; nobody is signed in at first. */
export interface Session {
  readonly id: string;
  csrfToken: string;
  username?: string;
  signedInAt?: number;
}

/** The browser sessions of a Quay (docs/registries/quay.md §1.1). */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #random: Random;
  readonly #clock: SandboxClock;

  constructor(random: Random, clock: SandboxClock) {
    this.#random = random;
    this.#clock = clock;
  }

  /** The session that a `Cookie` header names. */
  find(cookies: string | undefined): Session | undefined {
    for (const cookie of (cookies ?? '').split(';')) {
      const [name, value] = cookie.trim().split('=');
      if (name === SESSION_COOKIE && value !== undefined) {
        return this.#sessions.get(value);
      }
    }
    return undefined;
  }

  open(): Session {
    const session: Session = { id: this.#random.hex(32), csrfToken: this.#csrfToken() };
    this.#sessions.set(session.id, session);
    return session;
  }

  signIn(session: Session, username: string): void {
    session.username = username;
    session.signedInAt = this.#clock.now();
    session.csrfToken = this.#csrfToken();
  }

  signOut(session: Session): void {
    this.#sessions.delete(session.id);
  }

  #csrfToken(): string {
    return this.#random.text(48, LETTERS_AND_DIGITS);
  }
}
