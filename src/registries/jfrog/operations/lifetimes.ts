import { parseLifetimeText } from '../../../core/lifetime-grammar.ts';
import { t } from '../../../core/l10n.ts';
import type { Choice, LifetimeField } from '../../form.ts';
import { fateOf, year } from '../thresholds.ts';

/** Seconds of a lifetime's value; `undefined` for `never`. */
export const secondsOf = (value: string): number | undefined =>
  value === 'never' ? undefined : Number(value);

/**
 * What a lifetime means, in a sentence (contract §4.1, §4.4); `undefined` when there is nothing to
 * say. The thresholds are the defaults, as the server does not tell its own.
 */
export function lifetimeRemark(seconds: number | undefined, canForce: boolean): string | undefined {
  if (seconds === undefined) {
    return t('Never ends: it opens doors until somebody revokes it.');
  }
  const { listed, revocable } = fateOf(seconds);
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

/** The lifetime step: usual lives with what they mean, and free text. */
export function lifetimeField(canForce: boolean): LifetimeField {
  const preset = (value: string, label: string): Choice => {
    const detail = lifetimeRemark(secondsOf(value), canForce);
    return { value, label, ...(detail === undefined ? {} : { detail }) };
  };
  return {
    id: 'lifetime',
    type: 'lifetime',
    title: t('Lifetime'),
    prompt: t('How long it lives: choose, or type such as 8h, 45d, 2w'),
    presets: [
      preset('86400', t('1 day')),
      preset('604800', t('7 days')),
      preset('2592000', t('30 days')),
      preset('7776000', t('90 days')),
      preset('31536000', t('1 year')),
      preset('14400', t('4 hours')),
      preset('3600', t('1 hour')),
      preset('never', t('Never ends')),
    ],
    parse: (text) => {
      const parsed = parseLifetimeText(text, { allowNever: true });
      if ('problem' in parsed) return { severity: 'error', message: parsed.problem };
      const value = 'never' in parsed ? 'never' : String(parsed.seconds);
      const detail = lifetimeRemark(secondsOf(value), canForce);
      return { value, ...(detail === undefined ? {} : { detail }) };
    },
  };
}
