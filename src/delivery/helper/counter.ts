import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Secret } from '../../core/secret.ts';
import type { TokenRecord, TokenSecrets } from '../../core/token.ts';
import { needsRefresh } from '../needs-refresh.ts';
import type { ServedHost, ServedHosts, Use } from '../places/served.ts';
import type { Counter, Handout } from './answer.ts';

/** Asks within this are one use, and a refresh is tried once, in milliseconds. */
const oneUse = 60_000;

/** A client waits no longer for a refresh, in milliseconds: the helper gives up after two seconds. */
const patience = 1_500;

/** As many programs are remembered for a host. */
const mostPrograms = 50;

/** As many secrets of a host are known again. */
const mostDigests = 5;

export interface CounterParts {
  readonly served: ServedHosts;
  readonly clock: Clock;
  /** The token that a host is served with now: the one chosen, or what took its place. */
  readonly token: (id: string) => TokenRecord | undefined;
  readonly secrets: (id: string) => Promise<TokenSecrets | undefined>;
  /** Refreshes a token that is kept alive. Does not reject. */
  readonly refresh: (record: TokenRecord) => Promise<void>;
  /** Hears of each program once for each host. */
  readonly onFirstUse: (served: ServedHost, program: string) => void;
  /** Hears of a use, once a minute for a program. */
  readonly onUse: () => void;
  /** Hears that a program got nothing because the token has expired. */
  readonly onExpired: (served: ServedHost, record: TokenRecord) => void;
}

/** Hands out logins of served hosts, and remembers who asked. */
export function counterOf(parts: CounterParts): Counter {
  /** When a use was noted last, by host and program: of many in the same moment, one is. */
  const noted = new Map<string, number>();
  const isNew = (host: string, program: string, now: number): boolean => {
    const use = JSON.stringify([host, program]);
    if (now - (noted.get(use) ?? -Infinity) < oneUse) return false;
    noted.set(use, now);
    return true;
  };
  /** One refresh is for all that ask at once, and one that failed is not tried for each of them. */
  const refreshes = new Map<string, { readonly at: number; readonly done: Promise<void> }>();
  const refresh = (record: TokenRecord): Promise<void> => {
    const last = refreshes.get(record.id);
    const now = parts.clock.now();
    if (last !== undefined && now - last.at < oneUse) return last.done;
    const done = parts.refresh(record);
    refreshes.set(record.id, { at: now, done });
    return done;
  };
  // A client may store what it was handed just before the token was regenerated.
  const handedOut = new HandedOut();
  return {
    hosts: () => parts.served.list(),

    async hand(host, program) {
      const served = await parts.served.get(host);
      if (served === undefined) return undefined;
      if (served.uses.some((use) => use.program === program && use.refused)) return undefined;
      const login = await current(served, { ...parts, refresh });
      if (login !== undefined) handedOut.add(host, login.secret);
      const now = parts.clock.now();
      // The answer does not wait for the note of it.
      if (login !== undefined && isNew(host, program, now)) void note(host, program, now, parts);
      return login;
    },

    async isHandedOut(host, secret) {
      const served = await parts.served.get(host);
      if (served === undefined) return false;
      const secrets = await parts.secrets(tokenIdOf(served, parts));
      return (
        (secrets !== undefined && isSame(secrets.token.reveal(), secret)) ||
        handedOut.has(host, secret)
      );
    },
  };
}

/** The last logins that each host's clients got, known by their digests alone. */
class HandedOut {
  readonly #digests = new Map<string, readonly string[]>();

  add(host: string, secret: Secret): void {
    const text = digest(secret.reveal()).toString('hex');
    const others = (this.#digests.get(host) ?? []).filter((one) => one !== text);
    this.#digests.set(host, [text, ...others].slice(0, mostDigests));
  }

  has(host: string, secret: string): boolean {
    return this.#digests.get(host)?.includes(digest(secret).toString('hex')) === true;
  }
}

async function current(served: ServedHost, parts: CounterParts): Promise<Handout | undefined> {
  const record = await freshRecord(served, parts);
  if (record === undefined) return undefined;
  const { lifetime } = record;
  if (lifetime.kind === 'until' && lifetime.at <= parts.clock.now()) {
    parts.onExpired(served, record);
    return undefined;
  }
  const secrets = await parts.secrets(record.id);
  if (secrets === undefined) return undefined;
  return { user: record.loginName ?? served.user, secret: secrets.token };
}

/** The token that a host is served with, refreshed first if it is kept alive and about to end. */
async function freshRecord(
  { tokenId }: ServedHost,
  { token, clock, refresh }: CounterParts,
): Promise<TokenRecord | undefined> {
  const record = token(tokenId);
  if (record === undefined || !needsRefresh(record, clock.now())) return record;
  await within(patience, refresh(record));
  return token(tokenId);
}

/** Waits for something, but no longer than so many milliseconds. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}

async function note(
  host: string,
  program: string,
  last: number,
  { served, onFirstUse, onUse }: CounterParts,
): Promise<void> {
  let first: ServedHost | undefined;
  try {
    await served.change(host, (entry) => {
      if (entry === undefined) return undefined;
      const known = entry.uses.find((use) => use.program === program);
      if (known === undefined) first = entry;
      const others = entry.uses.filter((use) => use !== known);
      return { ...entry, uses: mostRecent([...others, { ...known, program, last }]) };
    });
  } catch {
    // The list of uses is for people; a client has its login whether or not it could be written.
    return;
  }
  if (first !== undefined) onFirstUse(first, program);
  onUse();
}

/** The last uses. One that is refused is never forgotten: it would be allowed by that. */
const mostRecent = (uses: readonly Use[]): Use[] =>
  uses
    .toSorted((a, b) => b.last - a.last)
    .filter(({ refused }, index) => refused === true || index < mostPrograms);

const tokenIdOf = ({ tokenId }: ServedHost, { token }: CounterParts): string =>
  token(tokenId)?.id ?? tokenId;

const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
const digest = (text: string) => createHash('sha256').update(text).digest();
