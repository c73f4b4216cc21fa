import type { Lifetime } from './lifetime.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * When a token that can be refreshed is due for it: with a tenth of its life left, at least half
 * an hour and at most a week before its end, but never before half of its life is over. In
 * milliseconds since the epoch; `undefined` for a token that does not end.
 *
 * @param issuedAt milliseconds since the epoch; unknown counts as a day before the end
 */
export function renewalDue(lifetime: Lifetime, issuedAt: number | undefined): number | undefined {
  if (lifetime.kind !== 'until') return undefined;
  const end = lifetime.at;
  const life = Math.max(end - (issuedAt ?? end - day), 0);
  const margin = Math.min(Math.max(life / 10, 30 * minute), 7 * day, life / 2);
  return end - margin;
}
