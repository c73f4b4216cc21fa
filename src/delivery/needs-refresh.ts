import type { TokenRecord } from '../core/token.ts';

/**
 * What is handed out lives as long at least, where it can be refreshed: builders keep an answer for
 * about ten minutes. In milliseconds.
 */
const leastLife = 15 * 60_000;

/**
 * Whether a token that is kept alive is to be refreshed before it is handed out.
 *
 * @param now milliseconds since the epoch
 */
export function needsRefresh({ keepAlive, issuedAt, lifetime }: TokenRecord, now: number): boolean {
  if (keepAlive !== true || lifetime.kind !== 'until') return false;
  // One of a short life would be refreshed at every question.
  const wanted = Math.min(leastLife, ((lifetime.at - (issuedAt ?? 0)) * 3) / 4);
  return lifetime.at - now < wanted;
}
