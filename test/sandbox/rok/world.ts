import type { SandboxClock } from '../clock.ts';
import { LETTERS_AND_DIGITS, type Random } from '../random.ts';

/** An account of the Rok registry. */
export interface RokAccount {
  readonly uuid: string;
  readonly email: string;
  readonly userName: string;
  readonly displayName: string;
}

/** A token the pod has handed out; `secret` opens the registry. Times in ms since the epoch. */
export interface RokToken {
  readonly uuid: string;
  readonly secret: string;
  readonly account: RokAccount;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Accounts and tokens of one Rok; pod and registry look at the same. */
export class RokWorld {
  readonly accounts: RokAccount[] = [];
  readonly tokens: RokToken[] = [];
  readonly #random: Random;
  readonly #clock: SandboxClock;

  constructor(random: Random, clock: SandboxClock) {
    this.#random = random;
    this.#clock = clock;
  }

  addAccount(userName: string, displayName = userName): RokAccount {
    const account = {
      uuid: this.#random.uuid(),
      email: `${userName}@example.com`,
      userName,
      displayName,
    };
    this.accounts.push(account);
    return account;
  }

  addToken(account: RokAccount, seconds: number): RokToken {
    const createdAt = this.#clock.now();
    const token = {
      uuid: this.#random.uuid(),
      secret: this.#random.text(43, LETTERS_AND_DIGITS),
      account,
      createdAt,
      expiresAt: createdAt + seconds * 1000,
    };
    this.tokens.push(token);
    return token;
  }

  /** The token behind a secret while it lives; the registry cannot tell an expired from a wrong one. */
  findValid(secret: string): RokToken | undefined {
    return this.tokens.find(
      (token) => token.secret === secret && token.expiresAt > this.#clock.now(),
    );
  }
}

/** The people of the sandbox: names that contain each other, as the vendor's grep mixes them up. */
export function populate(world: RokWorld): void {
  world.addAccount('jdoe', 'Jane Doe');
  world.addAccount('jdoe2', 'John Doe');
  world.addAccount('old-jdoe', 'Jane Doe (until 2024)');
  world.addAccount('ci-bot', 'Continuous Integration');
  world.addAccount('zoë', 'Zoë Ångström');
}

/** ISO 8601 with microseconds and offset, as the registry writes it (docs/registries/rok.md §1). */
export const isoMicroseconds = (ms: number): string =>
  new Date(ms).toISOString().replace('Z', '000+00:00');
