import { t } from './l10n.ts';

/** Seconds per unit; a month is 30 days and a year 365, as servers that know such units count. */
const unitSeconds = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mo: 30 * 86_400,
  y: 365 * 86_400,
} as const;
type Unit = keyof typeof unitSeconds;

/** The same units as people write them out. */
const writtenOut: Readonly<Record<string, Unit>> = {
  sec: 's',
  second: 's',
  min: 'm',
  minute: 'm',
  hour: 'h',
  day: 'd',
  week: 'w',
  month: 'mo',
  year: 'y',
};

export type ParsedLifetime =
  { readonly seconds: number } | { readonly never: true } | { readonly problem: string };

export interface LifetimeRules {
  /** Whether `never` is an answer; by default it is not. */
  readonly allowNever?: boolean;
  /** Longest lifetime that the registry takes. */
  readonly most?: { readonly seconds: number; readonly inWords: string };
  /** What a number without a unit counts; days, unless a command of another tool says otherwise. */
  readonly bare?: 'd' | 's';
}

/**
 * Reads a lifetime as people write it: one number and one unit (`90m`, `24h`, `30 days`, `1mo`), or
 * days without a unit. Combinations (`1h30m`) are refused, since servers read them in
 * surprising ways; the answer says what to write instead. The result is whole seconds, at least 1.
 */
export function parseLifetimeText(text: string, rules: LifetimeRules = {}): ParsedLifetime {
  const trimmed = text.trim();
  if (trimmed === 'never') {
    return rules.allowNever === true
      ? { never: true }
      : { problem: t('This registry issues no tokens that never end.') };
  }
  const match = /^(\d{1,12}(?:\.\d{1,6})?)\s?([a-z]{0,7})$/i.exec(trimmed);
  if (match === null) return { problem: explainFailure(trimmed) };
  const [, number = '', written = ''] = match;
  // A command of another tool writes units as that tool reads them.
  const word = rules.bare === undefined ? written.toLowerCase().replace(/s$/, '') : '';
  const unit = Object.hasOwn(writtenOut, word) ? (writtenOut[word] ?? '') : written;
  if (unit !== '' && !isUnit(unit)) return { problem: explainUnit(unit) };
  const seconds = Math.round(
    Number(number) * unitSeconds[unit === '' ? (rules.bare ?? 'd') : unit],
  );
  if (seconds < 1) return { problem: t('A token must live for at least one second.') };
  if (rules.most !== undefined && seconds > rules.most.seconds) {
    return { problem: t('This registry issues tokens for at most {0}.', rules.most.inWords) };
  }
  return { seconds };
}

const isUnit = (text: string): text is Unit => Object.hasOwn(unitSeconds, text);

const grammar = () =>
  t('Write a number and a unit, such as 90m, 24h, 7d, 2w, 1mo or 1y; a number alone means days.');

function explainFailure(text: string): string {
  if (text.startsWith('-')) return t('A lifetime cannot be negative. {0}', grammar());
  if (/^(?:\d+(?:\.\d+)?\s?[a-z]+\s*){2,}$/i.test(text)) {
    return t('Units cannot be combined: write 90m instead of 1h30m. {0}', grammar());
  }
  return grammar();
}

function explainUnit(unit: string): string {
  return unit === unit.toLowerCase()
    ? t('“{0}” is not a unit. {1}', unit, grammar())
    : t('Units are written in lower case: m is minutes, mo is months. {0}', grammar());
}
