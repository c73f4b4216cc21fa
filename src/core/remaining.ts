import type { Amount } from './duration.ts';
import { amountOf, longAmount, minute, shortAmount, unitOf, units } from './duration.ts';
import { t } from './l10n.ts';
import type { Lifetime } from './lifetime.ts';

export type LifetimeState = 'live' | 'ending' | 'expired' | 'never' | 'unknown';

/** The farthest instant a `Date` can hold; ends beyond it are told as if they were there. */
const farthest = 8.64e15;

/** What is said of a lifetime at an instant, in one of three lengths. */
type Phase =
  | { readonly kind: 'left' | 'ago'; readonly amount: Amount }
  | { readonly kind: 'just-now' | 'never' | 'unknown' };

/** `6 d left`, `expired 2 h ago`, `never expires`, `no expiry known`. `now` in milliseconds. */
export function remainingText(lifetime: Lifetime, now: number): string {
  const phase = phaseAt(lifetime, now);
  switch (phase.kind) {
    case 'left':
      return t('{0} left', shortAmount(phase.amount));
    case 'ago':
      return t('expired {0} ago', shortAmount(phase.amount));
    case 'just-now':
      return t('expired just now');
    case 'never':
      return t('never expires');
    case 'unknown':
      return t('no expiry known');
  }
}

/** As short as the status bar wants it: `6 d`, `expired`. */
export function remainingCompact(lifetime: Lifetime, now: number): string {
  const phase = phaseAt(lifetime, now);
  switch (phase.kind) {
    case 'left':
      return shortAmount(phase.amount);
    case 'ago':
    case 'just-now':
      return t('expired');
    case 'never':
    case 'unknown':
      return remainingText(lifetime, now);
  }
}

/** In full words, for screen readers: `expires in 23 hours`. */
export function remainingSpoken(lifetime: Lifetime, now: number): string {
  const phase = phaseAt(lifetime, now);
  switch (phase.kind) {
    case 'left':
      return t('expires in {0}', longAmount(phase.amount));
    case 'ago':
      return t('expired {0} ago', longAmount(phase.amount));
    case 'just-now':
    case 'never':
    case 'unknown':
      return remainingText(lifetime, now);
  }
}

/**
 * How urgent a lifetime is.
 *
 * @param threshold milliseconds before the end from which on it is `ending`
 */
export function lifetimeState(lifetime: Lifetime, now: number, threshold: number): LifetimeState {
  const end = endOf(lifetime);
  if (end === undefined) return lifetime.kind === 'never' ? 'never' : 'unknown';
  if (now >= end) return 'expired';
  return end - now <= threshold ? 'ending' : 'live';
}

/**
 * The first instant after `now` at which one of the texts above, or the state, is another; the
 * one a timer is aimed at. It can lie farther away than timers reach. `undefined`: never.
 *
 * @param now whole milliseconds
 */
export function nextChange(lifetime: Lifetime, now: number, threshold = 0): number | undefined {
  const end = endOf(lifetime);
  if (end === undefined) return undefined;
  const textChange = now < end ? end - lowest(end - now) + 1 : end + highest(now - end) + 1;
  const warning = Math.ceil(end - threshold);
  return now < warning && warning < end ? Math.min(textChange, warning) : textChange;
}

/**
 * The first instant after `now` at which the state is another: the warning before the end, and the
 * end. `undefined`: never.
 *
 * @param now whole milliseconds
 */
export function nextState(lifetime: Lifetime, now: number, threshold: number): number | undefined {
  const end = endOf(lifetime);
  if (end === undefined) return undefined;
  return [Math.ceil(end - threshold), end].find((at) => now < at);
}

function phaseAt(lifetime: Lifetime, now: number): Phase {
  const end = endOf(lifetime);
  if (end === undefined) return { kind: lifetime.kind === 'never' ? 'never' : 'unknown' };
  if (now < end) return { kind: 'left', amount: amountOf(end - now) };
  const past = now - end;
  return past < minute ? { kind: 'just-now' } : { kind: 'ago', amount: ago(past) };
}

/** Past times are not told in seconds: nobody waits for them. */
function ago(past: number): Amount {
  const unit = unitOf(past);
  return amountOf(past, unit === 's' ? 'min' : unit);
}

/** The shortest time left that is told with the same words as `left`. */
function lowest(left: number): number {
  const { count, unit } = amountOf(left);
  const size = units[unit];
  if (unit === 's') return count === 1 ? 1 : count * size - size / 2;
  return Math.max(count * size - size / 2, 2 * size);
}

/** The longest past that is told with the same words as `past`. */
function highest(past: number): number {
  if (past < minute) return minute - 1;
  const { count, unit } = ago(past);
  const size = units[unit];
  const sizes = Object.values(units);
  const larger = sizes[sizes.indexOf(size) - 1] ?? Infinity;
  return Math.min(count * size + size / 2, 2 * larger) - 1;
}

/** The end in whole milliseconds; `undefined` when there is none to count towards. */
function endOf(lifetime: Lifetime): number | undefined {
  if (lifetime.kind !== 'until' || Number.isNaN(lifetime.at)) return undefined;
  return Math.ceil(Math.min(Math.max(lifetime.at, -farthest), farthest));
}
