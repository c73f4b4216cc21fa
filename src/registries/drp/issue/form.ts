import { t } from '../../../core/l10n.ts';
import { parseLifetimeText } from '../../../core/lifetime-grammar.ts';
import type { Form, LifetimeField } from '../../contract/form.ts';
import type { DrpContext } from '../context.ts';
import type { IssueFacts } from './facts.ts';
import { longest } from './request.ts';
import { rights } from './rights-step.ts';
import { roles } from './roles-step.ts';
import { tripletSteps } from './triplet-steps.ts';

/** The steps of Issue Token for one user. */
export function issueForm(context: DrpContext, facts: IssueFacts): Form {
  return {
    title: t('Issue Token for {0}', facts.user.name),
    fields: [rights(context, facts), roles(facts), ...tripletSteps(facts), lifetime()],
  };
}

const lifetime = (): LifetimeField => ({
  id: 'lifetime',
  type: 'lifetime',
  title: t('Lifetime'),
  prompt: t('How long? Choose, or type days such as 30, or 90m, 12h, 1mo, 1y, never'),
  presets: [
    { value: '3600', label: t('1 hour'), description: '1h' },
    { value: '28800', label: t('8 hours'), description: '8h' },
    { value: '86400', label: t('1 day'), description: '1d' },
    { value: '604800', label: t('1 week'), description: '1w' },
    { value: '2592000', label: t('30 days'), description: '30d' },
    {
      value: 'never',
      label: t('Never'),
      description: 'never',
      detail: t('The closest that the server allows: 100 years.'),
    },
  ],
  parse: (typed) => {
    const parsed = parseLifetimeText(typed, { allowNever: true, most: longest() });
    if ('problem' in parsed) return { severity: 'error', message: parsed.problem };
    return { value: 'never' in parsed ? 'never' : String(parsed.seconds) };
  },
});
