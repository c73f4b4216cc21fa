import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import { list, text } from '../../contract/form-values.ts';
import type { Item } from '../../contract/item.ts';
import { issueInApplication } from '../api-tokens/issue.ts';
import { ownApiToken } from '../api-tokens/own.ts';
import { scopesField } from '../api-tokens/scopes.ts';
import { lifetimeField, nameField } from '../api-tokens/steps.ts';
import { originOf, type QuayContext } from '../context.ts';
import { applicationPath, placeOf } from '../paths.ts';
import { apiRecord } from '../records.ts';

/** Issues an API token in an OAuth application, since Quay 3.18. It acts as the user. */
export function issueApiToken(context: QuayContext): Action {
  return {
    issues: 'once',
    form: async ({ label }) => ({
      title: t('Create API Token in {0}', label),
      fields: [
        nameField(undefined),
        scopesField((await ownApiToken(context.connection))?.scope, []),
        lifetimeField(),
      ],
    }),
    run: async (item, values, signal): Promise<Outcome> => {
      const application = applicationOf(item);
      const name = text(values, 'name');
      const facts = await context.facts.get(signal);
      const wanted = {
        name,
        scope: list(values, 'scope'),
        lifetime: Number(text(values, 'lifetime')),
      };
      const token = await issueInApplication(context, application, wanted, signal);
      const record = apiRecord(originOf(context, facts), application, token);
      return {
        message: t('The API token “{0}” was issued. It acts as {1}.', name, token.createdBy),
        issued: { record, secrets: { token: token.secret } },
        changed: [applicationPath(application)],
        reveal: record.path,
      };
    },
  };
}

/** The application that a row is, or stands below. */
export function applicationOf({ path }: Pick<Item, 'path'>) {
  const place = placeOf(path);
  if (place.at !== 'application' && place.at !== 'api-token') {
    throw new TypeError('the row has no application');
  }
  return place.application;
}
