import type { Drp } from '../context.ts';
import { since } from '../context.ts';
import { failure } from '../errors.ts';
import { parseInteger } from '../go/numbers.ts';

const DEFAULT_S = 3600;
const NANOSECONDS = 1_000_000_000n;
const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mo: 2_592_000,
  y: 31_536_000,
};

/**
 * Lifetime of a token in whole seconds. Until v4 it is a number of seconds that the server turns
 * into nanoseconds of 64 bits: what does not fit ends at some other time (docs/registries/drp.md §8).
 *
 * @throws Refusal
 */
export function lifetimeOf(drp: Drp, ttl: string, user: string): number {
  if (ttl === '') return DEFAULT_S;
  const spelled = since(drp, '4.0') ? spelledOut(ttl) : undefined;
  if (spelled !== undefined) return spelled;
  const seconds = parseInteger(ttl, 'ParseInt');
  if (typeof seconds === 'string') throw failure(400, 'GET', [seconds], 'users', user);
  return Number(BigInt.asIntN(64, seconds * NANOSECONDS) / NANOSECONDS);
}

/** A number and its unit, or the word for about a hundred years (docs/registries/drp.md §3). */
function spelledOut(ttl: string): number | undefined {
  if (ttl === 'never') return 36_500 * 86_400;
  const [, number = '', unit = ''] = /^(\d+)([a-z]+)$/.exec(ttl) ?? [];
  const seconds = UNITS[unit];
  return seconds === undefined ? undefined : Number(number) * seconds;
}
