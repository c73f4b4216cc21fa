import { relativeText } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { until } from '../../core/lifetime.ts';
import { nextChange, remainingText } from '../../core/remaining.ts';
import type { Decoded, DecodedJwt } from '../../jwt/decoded.ts';
import { member } from '../../jwt/decoded.ts';
import { nameText } from '../../jwt/subject.ts';
import type { ReadToken } from '../inspector/read-token.ts';

/** How a token stands, and whose it is: `expired 2 h ago · user-7`. */
export function lensTitle(text: string, { decoded, languages }: ReadToken, now: number): string {
  switch (decoded.kind) {
    case 'jwt':
      return `${standing(decoded, now)} · ${nameText(decoded, languages)}`;
    case 'nested':
      return lensTitle(text, { decoded: decoded.inner, languages }, now);
    case 'message':
      return t('Signed message');
    case 'encrypted':
      return t('Encrypted token');
    case 'malformed': {
      const at = brokenAt(text, decoded);
      return at === undefined ? t('Broken token') : t('broken at character {0}', at);
    }
    case 'opaque':
    case 'empty':
      return t('Token');
  }
}

/** The first instant after `now` at which the title is another; `undefined`: never. */
export function nextTitle(decoded: Decoded, now: number): number | undefined {
  if (decoded.kind === 'nested') return nextTitle(decoded.inner, now);
  if (decoded.kind !== 'jwt') return undefined;
  const { notBefore, expires } = decoded.times;
  const changes = [notBefore, expires].flatMap((at) =>
    at === undefined ? [] : (nextChange(until(at), now) ?? []),
  );
  // What begins tomorrow begins today from midnight on.
  if (notBefore !== undefined && isTomorrow(notBefore, now)) changes.push(midnightAfter(now));
  return changes.length === 0 ? undefined : Math.min(...changes);
}

/** What matters most of how a token stands. */
function standing({ header, times, lifetime }: DecodedJwt, now: number): string {
  if (member(header.values, 'alg') === 'none') return t('unsigned (alg none)');
  const { notBefore, expires, unclearEnd } = times;
  if (unclearEnd === true) return t('end unclear');
  const hasEnded = expires !== undefined && expires <= now;
  if (notBefore !== undefined && notBefore > now && !hasEnded) {
    return isTomorrow(notBefore, now)
      ? t('valid from tomorrow')
      : t('valid {0}', relativeText(notBefore, now));
  }
  return expires === undefined ? t('no expiry') : remainingText(lifetime, now);
}

function midnightAfter(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

const isTomorrow = (at: number, now: number): boolean =>
  midnightAfter(now) <= at && at < midnightAfter(midnightAfter(now));

/** The character that cannot be read, or behind which one is missing, from 1 on in the token. */
function brokenAt(text: string, { problems }: Extract<Decoded, { kind: 'malformed' }>) {
  const segments = text.split('.');
  for (const problem of problems) {
    const part = ['header', 'claims', 'signature'].indexOf(problem.place);
    const segment = segments[part];
    if (segment === undefined) continue;
    const start = segments.slice(0, part).reduce((length, before) => length + before.length + 1, 1);
    if (problem.code === 'character') return start + problem.offset;
    if (problem.code === 'length') return start + segment.length - 1;
  }
  return undefined;
}
