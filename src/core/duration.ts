import { t } from './l10n.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const year = 365 * day;

/** Milliseconds of one unit, largest first. Months are left out: they have no length. */
export const units = { y: year, d: day, h: hour, min: minute, s: second } as const;
export type Unit = keyof typeof units;

/** A span of time in one unit, as people say it. */
export interface Amount {
  readonly count: number;
  readonly unit: Unit;
}

/**
 * The unit a span is told in: the largest of which it has two, so that `36 h` is not told as one
 * day. Seconds for anything shorter.
 *
 * @param span milliseconds, not negative
 */
export function unitOf(span: number): Unit {
  for (const unit of ['y', 'd', 'h', 'min'] as const) if (span >= 2 * units[unit]) return unit;
  return 's';
}

/** The span in its unit, rounded to the nearest and at least one. */
export function amountOf(span: number, unit: Unit = unitOf(span)): Amount {
  return { count: Math.max(1, Math.round(span / units[unit])), unit };
}

/** The span without rounding: `90 minutes`, not 2 hours. `span` in whole seconds' milliseconds. */
export function exactAmount(span: number): Amount {
  const unit = (['y', 'd', 'h', 'min'] as const).find((one) => span % units[one] === 0) ?? 's';
  return amountOf(span, unit);
}

/** `23 h` */
export function shortAmount({ count, unit }: Amount): string {
  switch (unit) {
    case 'y':
      return t('{0} y', count);
    case 'd':
      return t('{0} d', count);
    case 'h':
      return t('{0} h', count);
    case 'min':
      return t('{0} min', count);
    case 's':
      return t('{0} s', count);
  }
}

/** `23 hours`, for screen readers. */
export function longAmount({ count, unit }: Amount): string {
  switch (unit) {
    case 'y':
      return count === 1 ? t('1 year') : t('{0} years', count);
    case 'd':
      return count === 1 ? t('1 day') : t('{0} days', count);
    case 'h':
      return count === 1 ? t('1 hour') : t('{0} hours', count);
    case 'min':
      return count === 1 ? t('1 minute') : t('{0} minutes', count);
    case 's':
      return count === 1 ? t('1 second') : t('{0} seconds', count);
  }
}
