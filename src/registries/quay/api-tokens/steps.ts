import { t } from '../../../core/l10n.ts';
import { parseLifetimeText } from '../../../core/lifetime-grammar.ts';
import type { LifetimeField, TextField } from '../../contract/form.ts';

/** Longest name the server stores (docs/registries/quay.md §2.7). */
const nameLimit = 255;

/** The server caps what is longer (docs/registries/quay.md §8.2). */
const longest = 315_576_000;

/** The step that asks what a token is called. */
export const nameField = (initial: string | undefined): TextField => ({
  id: 'name',
  type: 'text',
  title: t('Name'),
  prompt: t('Where it will be used'),
  placeholder: t('laptop'),
  initial: () => initial,
  normalize: (typed) => typed.trim(),
  check: (name) =>
    name.length <= nameLimit
      ? undefined
      : { severity: 'error', message: t('At most {0} characters.', nameLimit) },
});

/** The step that asks how long it lives. */
export const lifetimeField = (): LifetimeField => ({
  id: 'lifetime',
  type: 'lifetime',
  title: t('Lifetime'),
  prompt: t('How long? Choose, or type days such as 30, or 8h, 2w, 1y'),
  presets: [
    { value: '2592000', label: t('30 days'), description: '30d' },
    { value: '7776000', label: t('90 days'), description: '90d' },
    { value: '31536000', label: t('1 year'), description: '1y' },
    { value: String(longest), label: t('10 years'), description: t('the longest') },
  ],
  parse: (typed) => {
    const most = { seconds: longest, inWords: t('10 years') };
    const parsed = parseLifetimeText(typed, { most });
    if ('problem' in parsed) return { severity: 'error', message: parsed.problem };
    return { value: 'never' in parsed ? String(longest) : String(parsed.seconds) };
  },
});
