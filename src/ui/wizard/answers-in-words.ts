import { exactAmount, longAmount } from '../../core/duration.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { Field, Form, FormValue, FormValues } from '../../registries/contract/form.ts';

/**
 * What was answered, in a line without the questions: `ada · What the user may · 30 days`. Secrets
 * are left out.
 *
 * @param labels of the choices that were shown, by field, a space and value
 */
export function answersInWords(
  { fields }: Form,
  values: FormValues,
  labels: ReadonlyMap<string, string>,
): string {
  const words = fields
    .filter(({ when }) => when?.(values) ?? true)
    .flatMap((field) => wordsOf(field, values[field.id], values, labels));
  return words.filter((word) => word !== '').join(' · ');
}

function wordsOf(
  field: Field,
  value: FormValue | undefined,
  values: FormValues,
  labels: ReadonlyMap<string, string>,
): readonly string[] {
  const answers = textsOf(value);
  switch (field.type) {
    case 'choice':
      return answers.map((one) => labels.get(`${field.id} ${one}`) ?? one);
    case 'lifetime':
      return answers.map((one) => lifetimeInWords(one, field.presets));
    case 'rows':
      return answers.map((one) => field.describe(one, values).sentence);
    case 'text':
      return answers;
    case 'secret':
    case 'external':
      return [];
  }
}

/** An answer's texts, none of which is a secret. */
export function textsOf(value: FormValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return value === undefined || value instanceof Secret ? [] : value;
}

/** A lifetime's value as its preset says it, else as a span: `36 hours`. */
export function lifetimeInWords(
  value: string,
  presets: readonly { readonly value: string; readonly label: string }[],
): string {
  const preset = presets.find((one) => one.value === value);
  if (value === 'never') return preset?.label ?? t('never ends');
  return preset?.label ?? longAmount(exactAmount(Number(value) * 1000));
}
