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

/** Longer ones are slips, and dates beyond them are none that a person could read. */
const longest = 100 * unitSeconds.y;

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
 * Reads a lifetime as people write it: numbers with units, the largest first (`90m`, `30 days`,
 * `1h30m`, `1mo`), or days without a unit. What is written for another tool has one unit: servers
 * read more than one in surprising ways. The result is whole seconds, at least 1.
 */
export function parseLifetimeText(text: string, rules: LifetimeRules = {}): ParsedLifetime {
  const trimmed = text.trim();
  if (trimmed === 'never') {
    return rules.allowNever === true
      ? { never: true }
      : { problem: t('This registry issues no tokens that never end.') };
  }
  const total = sumOf(trimmed, rules);
  if (typeof total === 'string') return { problem: total };
  const seconds = Math.round(total);
  if (seconds > longest) return { problem: t('At most 100 years can be asked for.') };
  if (seconds < 1) return { problem: t('A token must live for at least one second.') };
  if (rules.most !== undefined && seconds > rules.most.seconds) {
    return { problem: t('This registry issues tokens for at most {0}.', rules.most.inWords) };
  }
  return { seconds };
}

const alone = /^(\d{1,12}(?:\.\d{1,6})?)\s?([a-z]{0,7})$/i;
const several = /^(?:\d{1,12}(?:\.\d{1,6})?\s?[a-z]{1,7}(?:\s|(?=\d)|$)){2,6}$/i;
const behindUnit = /(?<=[a-z])(?=[\s\d])/i;

/** How many seconds a text comes to, or what is wrong with it. */
function sumOf(text: string, { bare }: LifetimeRules): number | string {
  const [, amount, written = ''] = alone.exec(text) ?? [];
  if (amount !== undefined) {
    if (written === '') return Number(amount) * unitSeconds[bare ?? 'd'];
    const unit = unitOf(written, bare);
    return isUnit(unit) ? Number(amount) * unitSeconds[unit] : explainUnit(unit);
  }
  if (!several.test(text)) {
    return text.startsWith('-') ? t('A lifetime cannot be negative. {0}', grammar()) : grammar();
  }
  if (bare !== undefined) return t('Units cannot be combined here: write 90m instead of 1h30m.');
  let [sum, last] = [0, Infinity];
  for (const part of text.split(behindUnit)) {
    const [, amount = '', written = ''] = alone.exec(part.trim()) ?? [];
    const unit = unitOf(written, bare);
    if (!isUnit(unit)) return explainUnit(unit);
    if (unitSeconds[unit] >= last) {
      return t('Write each unit once, the largest first, as in 1d12h.');
    }
    last = unitSeconds[unit];
    sum += Number(amount) * last;
  }
  return sum;
}

/** A unit as it is written out or short; a command of another tool writes those of that tool. */
function unitOf(written: string, bare: LifetimeRules['bare']): string {
  const word = bare === undefined ? written.toLowerCase().replace(/s$/, '') : '';
  return Object.hasOwn(writtenOut, word) ? (writtenOut[word] ?? '') : written;
}

const isUnit = (text: string): text is Unit => Object.hasOwn(unitSeconds, text);

const grammar = () =>
  t('Write numbers with units, such as 90m, 1h30m, 7d, 2w, 1mo or 1y. A number alone means days.');

function explainUnit(unit: string): string {
  return unit === unit.toLowerCase()
    ? t('“{0}” is not a unit. {1}', unit, grammar())
    : t('Units are written in lower case: m is minutes, mo is months. {0}', grammar());
}
