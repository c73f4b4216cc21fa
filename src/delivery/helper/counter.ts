import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { TokenRecord, TokenSecrets } from '../../core/token.ts';
import type { ServedHost, ServedHosts, Use } from '../places/served.ts';
import type { Counter, Handout } from './answer.ts';

/** Asks within this are one use, in milliseconds. */
const oneUse = 60_000;

/** As many programs are remembered for a host. */
const mostPrograms = 50;

export interface CounterParts {
  readonly served: ServedHosts;
  readonly clock: Clock;
  /** The token that a host is served with now: the one chosen, or what took its place. */
  readonly token: (id: string) => TokenRecord | undefined;
  readonly secrets: (id: string) => Promise<TokenSecrets | undefined>;
  /** Hears of each program once for each host. */
  readonly onFirstUse: (served: ServedHost, program: string) => void;
  /** Hears of a use, once a minute for a program. */
  readonly onUse: () => void;
  /** Hears that a program got nothing because the token has expired. */
  readonly onExpired: (served: ServedHost, record: TokenRecord) => void;
}

/** Hands out logins of served hosts, and remembers who asked. */
export const counterOf = (parts: CounterParts): Counter => ({
  hosts: () => parts.served.list(),

  async hand(host, program) {
    const served = await parts.served.get(host);
    if (served === undefined) return undefined;
    const former = served.uses.find((use) => use.program === program);
    if (former?.refused === true) return undefined;
    const login = await current(served, parts);
    // The answer does not wait for the note of it.
    if (login !== undefined) void note(served, former, program, parts);
    return login;
  },

  async isHandedOut(host, secret) {
    const served = await parts.served.get(host);
    const secrets = served && (await parts.secrets(tokenIdOf(served, parts)));
    return secrets !== undefined && isSame(secrets.token.reveal(), secret);
  },
});

async function current(served: ServedHost, parts: CounterParts): Promise<Handout | undefined> {
  const record = parts.token(served.tokenId);
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

async function note(
  { host }: ServedHost,
  former: Use | undefined,
  program: string,
  { served, clock, onFirstUse, onUse }: CounterParts,
): Promise<void> {
  const last = clock.now();
  if (former !== undefined && last - former.last < oneUse) return;
  // Of many that ask in the same moment, the one that writes the entry tells of it.
  let first: ServedHost | undefined;
  try {
    await served.change(host, (entry) => {
      if (entry === undefined) return undefined;
      const uses = entry.uses.filter((use) => use.program !== program);
      const known = entry.uses.find((use) => use.program === program);
      if (known === undefined) first = entry;
      const newest = [...uses, { ...known, program, last }].sort((a, b) => b.last - a.last);
      return { ...entry, uses: newest.slice(0, mostPrograms) };
    });
  } catch {
    // The list of uses is for people; a client has its login whether or not it could be written.
    return;
  }
  if (first !== undefined) onFirstUse(first, program);
  onUse();
}

const tokenIdOf = ({ tokenId }: ServedHost, { token }: CounterParts): string =>
  token(tokenId)?.id ?? tokenId;

const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
const digest = (text: string) => createHash('sha256').update(text).digest();
