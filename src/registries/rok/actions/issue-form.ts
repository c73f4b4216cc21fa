import { t } from '../../../core/l10n.ts';
import { parseLifetimeText } from '../../../core/lifetime-grammar.ts';
import type { Choice, Form, LifetimeField } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { RokContext } from '../context.ts';
import { accountFields } from './account-fields.ts';

/** The steps of Issue Token: how long, and for whom; the own account is one Enter away. */
export function issueForm(context: RokContext): Form {
  const { directory, options, connection } = context;
  return {
    title: t('Issue Token'),
    fields: [
      lifetimeField(),
      {
        id: 'subject',
        type: 'choice',
        forgets: true,
        title: t('For whom'),
        prompt: t('The account that the token acts as'),
        choices: () => [
          {
            value: 'own',
            label: connection.account.userName || options.user,
            description: t('your own account'),
          },
          { value: 'other', label: t('Another Account…') },
        ],
      },
      ...accountFields({
        id: 'other',
        title: t('Account'),
        prompt: t('The user name of the account that the token acts as'),
        directoryOf: () => directory,
        when: (values) => text(values, 'subject') === 'other',
      }),
    ],
  };
}

function lifetimeField(): LifetimeField {
  return {
    id: 'lifetime',
    type: 'lifetime',
    title: t('Lifetime'),
    prompt: t('How long? Choose, or type days such as 30, or 90m, 24h, 1mo'),
    presets: presets(),
    parse: (typed) => {
      const parsed = parseLifetimeText(typed, { allowNever: true });
      if ('seconds' in parsed) return { value: String(parsed.seconds) };
      const message = 'problem' in parsed ? parsed.problem : t('Rok tokens always end.');
      return { severity: 'error', message };
    },
  };
}

const presets = (): readonly Choice[] => [
  { value: '3600', label: t('1 hour') },
  { value: '28800', label: t('8 hours') },
  { value: '86400', label: t('24 hours') },
  { value: '604800', label: t('7 days') },
  { value: '2592000', label: t('30 days') },
];
