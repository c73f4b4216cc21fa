import { t } from '../../../core/l10n.ts';
import type { Action } from '../../contract/action.ts';
import { text } from '../../contract/form-values.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { UseCase } from '../client/platform-client.ts';
import type { JfrogContext } from '../context.ts';
import { pairingPath } from '../paths.ts';
import { pairingToken } from '../records.ts';

/** A token that pairs another platform or service with this one: five minutes, once. */
export function pair(context: JfrogContext): Action {
  return {
    issues: 'again',
    form: () => ({
      title: t('Request Pairing Token'),
      fields: [
        {
          id: 'useCase',
          type: 'choice',
          title: t('Purpose'),
          prompt: t('What do you want to pair?'),
          choices: () => [
            {
              value: 'access/mission-control',
              label: t('Another platform, with Mission Control'),
            },
            { value: 'artifactory/federated-repo', label: t('Federated repositories') },
            { value: 'artifactory/artifactory-cold', label: t('Cold storage') },
            { value: 'other', label: t('Something else…') },
          ],
        },
        {
          id: 'other',
          type: 'text',
          title: t('Purpose'),
          prompt: t('Service and use case, as service/use-case'),
          placeholder: 'access/mission-control',
          when: (values) => text(values, 'useCase') === 'other',
          check: (typed) =>
            /^[a-z]+\/[a-z0-9-]+$/.test(typed)
              ? undefined
              : { severity: 'error', message: t('It is written service/use-case.') },
        },
      ],
    }),
    run: async (_item, values, signal) => {
      const chosen = text(values, 'useCase');
      const purpose = chosen === 'other' ? text(values, 'other') : chosen;
      const [service = '', name = ''] = purpose.split('/');
      const facts = await context.facts.get(signal);
      const token = await orLook(
        context.platform.pair({ service, name } satisfies UseCase, signal),
        t(
          'The answer from {0} was lost: a pairing token may have been issued or not. Nobody has it, and it ends after five minutes.',
          context.api.host,
        ),
      );
      const issued = pairingToken(context, facts, purpose, token);
      return {
        message: t(
          'The pairing token works once, for five minutes. Enter it on the other side now.',
        ),
        issued,
        changed: [pairingPath],
        reveal: issued.record.path,
      };
    },
  };
}
