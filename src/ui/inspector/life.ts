import { amountOf, shortAmount } from '../../core/duration.ts';
import { formatInstant, relativeText } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { Lifetime } from '../../core/lifetime.ts';
import { unknownLifetime } from '../../core/lifetime.ts';
import { remainingSpoken } from '../../core/remaining.ts';
import type { Times } from '../../jwt/times.ts';
import type { Readable } from './known.ts';
import { recordOfUnreadable } from './known.ts';
import type { LifeView, MarkKind, MarkView, SegmentView } from './protocol.ts';

/** Clocks that differ less agree. Milliseconds; the server tells its time in whole seconds. */
const agreement = 3_000;

export interface LifeInput {
  readonly now: number;
  /** How far the server's clock is ahead of ours, in milliseconds, when it told its time. */
  readonly skew: number | undefined;
}

/** The times that a token is drawn by; none for one that names no time and has no record. */
export function timesOf(readable: Omit<Readable, 'languages'>): Times {
  const { decoded } = readable;
  if (decoded.kind === 'nested') return timesOf({ decoded: decoded.inner });
  if (decoded.kind === 'jwt') return decoded.times;
  const issuedAt = recordOfUnreadable(readable)?.issuedAt;
  const lifetime = lifetimeOf(readable);
  return {
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(lifetime.kind === 'until' ? { expires: lifetime.at } : {}),
  };
}

function lifetimeOf(readable: Omit<Readable, 'languages'>): Lifetime {
  const { decoded } = readable;
  if ('lifetime' in decoded) return decoded.lifetime;
  return recordOfUnreadable(readable)?.lifetime ?? unknownLifetime;
}

/** The life of a token to scale: from the earliest of its times and now, to the latest. */
export function lifeOf(
  readable: Omit<Readable, 'languages'>,
  { now, skew }: LifeInput,
): LifeView | null {
  const times = timesOf(readable);
  const known = [times.issuedAt, times.notBefore, times.expires].filter((at) => at !== undefined);
  if (known.length === 0) return null;
  const differs = skew !== undefined && Math.abs(skew) > agreement;
  const earliest = Math.min(now, ...known);
  // Without an end the bar goes on beyond now, to show that nothing stops there.
  const beyond = times.expires === undefined ? (now - earliest || 1) / 2 : 0;
  const latest = Math.max(now + beyond, ...known);
  const place = (at: number): number =>
    latest === earliest ? 0 : Math.min(1, Math.max(0, (at - earliest) / (latest - earliest)));

  const mark = (kind: MarkKind, name: string, at: number | undefined): Mark[] => {
    if (at === undefined) return [];
    const { local, utc } = formatInstant(at);
    const relative = kind === 'now' ? '' : relativeText(at, now);
    return [{ instant: at, view: { kind, at: place(at), name, time: local, utc, relative } }];
  };
  return {
    title: t('Life'),
    spoken: spoken(times, lifetimeOf(readable), now),
    marks: inOrder([
      ...mark('issued', t('Issued'), times.issuedAt),
      ...mark('not-before', t('Not before'), times.notBefore),
      ...mark('now', t('Now'), now),
      ...(differs ? mark('server', t('Server’s clock'), now + skew) : []),
      ...mark(
        'expires',
        times.expires !== undefined && times.expires <= now ? t('Expired') : t('Expires'),
        times.expires,
      ),
    ]),
    segments: segments(times, now, place),
    remark: skew === undefined ? '' : skewText(skew),
  };
}

interface Mark {
  readonly instant: number;
  readonly view: MarkView;
}

const inOrder = (marks: readonly Mark[]): MarkView[] =>
  marks.toSorted((one, other) => one.instant - other.instant).map(({ view }) => view);

function segments(
  { issuedAt, notBefore, expires }: Times,
  now: number,
  place: (at: number) => number,
): SegmentView[] {
  const begin = notBefore ?? issuedAt ?? now;
  const found: SegmentView[] = [];
  const add = (kind: SegmentView['kind'], from: number, to: number): void => {
    if (place(to) > place(from)) found.push({ kind, from: place(from), to: place(to) });
  };
  const first = Math.min(begin, issuedAt ?? begin, now);
  add('before', first, begin);
  const end = expires ?? Infinity;
  add('used', begin, Math.min(Math.max(now, begin), end));
  if (expires === undefined) add('open', Math.max(now, begin), Number.MAX_SAFE_INTEGER);
  else add('left', Math.max(now, begin), expires);
  if (now > end) add('after', end, now);
  return found;
}

function spoken(
  { issuedAt, notBefore, unclearEnd }: Times,
  lifetime: Lifetime,
  now: number,
): string {
  return [
    ...(issuedAt === undefined ? [] : [t('Issued {0}', relativeText(issuedAt, now))]),
    ...(notBefore !== undefined && notBefore > now
      ? [t('valid {0}', relativeText(notBefore, now))]
      : []),
    unclearEnd === true ? t('its end is unclear') : remainingSpoken(lifetime, now),
  ].join(', ');
}

function skewText(skew: number): string {
  if (Math.abs(skew) <= agreement) return t('The server’s clock agrees with this machine’s.');
  const amount = shortAmount(amountOf(Math.abs(skew)));
  return skew > 0
    ? t('The server’s clock is {0} ahead of this machine’s.', amount)
    : t('The server’s clock is {0} behind this machine’s.', amount);
}
