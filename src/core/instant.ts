import { amountOf, minute, shortAmount, unitOf } from './duration.ts';
import { t } from './l10n.ts';

/** An instant in words a person can compare with a clock, in both of their clocks. */
export interface InstantText {
  /** `Sun 2026-11-22 06:04:05 UTC` */
  readonly utc: string;
  /** `Sun 2026-11-22 07:04:05 +01:00` */
  readonly local: string;
}

/**
 * Writes an instant exactly, in UTC and in the zone of this machine.
 *
 * @param ms milliseconds since the epoch; anything outside of what a `Date` can hold is said to be
 *   no valid time
 */
export function formatInstant(ms: number): InstantText {
  const date = new Date(ms);
  const utc = utcText(ms);
  if (Number.isNaN(date.getTime())) return { utc, local: utc };
  const offset = -date.getTimezoneOffset();
  // The same instant moved by the zone's offset reads, in UTC, as the local clock does.
  const shifted = new Date(ms + offset * 60_000);
  const local = Number.isNaN(shifted.getTime()) ? date : shifted;
  return {
    utc,
    local: local === date ? utc : `${wallClock(local)} ${zone(offset)}`,
  };
}

/**
 * `in 5 d`, `just now`, `2 h ago`. Past times are not told in seconds, so that it changes when
 * `nextChange` says. Both in milliseconds.
 */
export function relativeText(at: number, now: number): string {
  if (at > now) return t('in {0}', shortAmount(amountOf(at - now)));
  const past = now - at;
  if (past < minute) return t('just now');
  const unit = unitOf(past);
  return t('{0} ago', shortAmount(amountOf(past, unit === 's' ? 'min' : unit)));
}

/** As `formatInstant` writes it in UTC. */
export function utcText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? t('not a valid time') : `${wallClock(date)} UTC`;
}

function wallClock(date: Date): string {
  // Years outside of four digits come as `+012345` or `-000001`, which is what ISO 8601 asks for.
  const [day = '', time = ''] = date.toISOString().split('T');
  return `${weekday(date.getUTCDay())} ${day} ${time.slice(0, 8)}`;
}

function zone(offset: number): string {
  const minutes = Math.abs(offset);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function weekday(day: number): string {
  switch (day) {
    case 0:
      return t('Sun');
    case 1:
      return t('Mon');
    case 2:
      return t('Tue');
    case 3:
      return t('Wed');
    case 4:
      return t('Thu');
    case 5:
      return t('Fri');
    default:
      return t('Sat');
  }
}
