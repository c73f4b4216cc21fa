import { t } from '../../../core/l10n.ts';
import { parseLifetimeText } from '../../../core/lifetime-grammar.ts';
import type { Choice, LifetimeField } from '../../contract/form.ts';
import { fateOf, year } from './thresholds.ts';

/** Seconds of a lifetime's value; `undefined` for `never`. */
export const secondsOf = (value: string): number | undefined =>
  value === 'never' ? undefined : Number(value);

/**
 * What a lifetime means, in a sentence (docs/registries/jfrog.md §4.1, §4.4); `undefined` when
 * there is nothing to say. The thresholds are the defaults, as the server does not tell its own.
 */
export function lifetimeRemark(seconds: number | undefined, canForce: boolean): string | undefined {
  if (seconds === undefined) {
    return t('Never ends: it grants access until somebody revokes it.');
  }
  const { listed, revocable } = fateOf({ seconds });
  if (!listed) {
    return canForce
      ? t('Under 3 hours: by default not listed, and cannot be revoked unless made revocable.')
      : t('Under 3 hours: by default not listed, and cannot be revoked.');
  }
  if (!revocable) {
    return canForce
      ? t('Under 6 hours: by default cannot be revoked unless made revocable.')
      : t('Under 6 hours: by default cannot be revoked.');
  }
  return seconds > year ? t('Longer than a year.') : undefined;
}

/** What one platform has to say of lifetimes. */
export interface LifetimeRules {
  /** Values of the step to choose from. */
  readonly presets: readonly string[];
  readonly remark: (seconds: number | undefined) => string | undefined;
}

/** Usual lives, beginning with the one to be taken most. */
export const usualLives = [
  '86400',
  '604800',
  '2592000',
  '7776000',
  '31536000',
  '14400',
  '3600',
  'never',
] as const;

export const shortLives = ['3600', '1800', '600'] as const;

const words: Readonly<Record<string, () => string>> = {
  '600': () => t('10 minutes'),
  '1800': () => t('30 minutes'),
  '3600': () => t('1 hour'),
  '14400': () => t('4 hours'),
  '86400': () => t('1 day'),
  '604800': () => t('7 days'),
  '2592000': () => t('30 days'),
  '7776000': () => t('90 days'),
  '31536000': () => t('1 year'),
  never: () => t('Never ends'),
};

/** The lifetime step: usual lives with what they mean, and free text. */
export function lifetimeField({ presets, remark }: LifetimeRules): LifetimeField {
  const withRemark = (value: string) => {
    const detail = remark(secondsOf(value));
    return detail === undefined ? {} : { detail };
  };
  return {
    id: 'lifetime',
    type: 'lifetime',
    title: t('Lifetime'),
    prompt: t('How long? Choose, or type days such as 30, or 8h, 2w, 1y'),
    presets: presets.map((value): Choice => ({
      value,
      label: words[value]?.() ?? value,
      ...withRemark(value),
    })),
    parse: (text) => {
      const parsed = parseLifetimeText(text, { allowNever: true });
      if ('problem' in parsed) return { severity: 'error', message: parsed.problem };
      const value = 'never' in parsed ? 'never' : String(parsed.seconds);
      return { value, ...withRemark(value) };
    },
  };
}
