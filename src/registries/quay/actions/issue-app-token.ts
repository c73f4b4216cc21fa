import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import { text } from '../../contract/form-values.ts';
import { type Look, orLook } from '../../shared/rest/lost-answer.ts';
import { originOf, type QuayContext } from '../context.ts';
import { appTokenPath, appTokensPath } from '../paths.ts';
import type { AppTokenWithCode } from '../wire/app-token.ts';
import { issuedAppToken } from './issued.ts';

/** Longest title the server stores. */
const titleLimit = 255;

/**
 * A new app token. Titles may repeat, so the list is read first: a lost answer is looked up by the
 * tokens that were not there before.
 */
export function issueAppToken(context: QuayContext): Action {
  return {
    issues: 'again',
    form: () => ({
      title: t('Issue App Token'),
      fields: [
        {
          id: 'title',
          type: 'text',
          title: t('Title'),
          prompt: t('Where it will be used. When it ends is a setting of the registry.'),
          placeholder: t('laptop'),
          check: (title) =>
            title.length <= titleLimit
              ? undefined
              : { severity: 'error', message: t('At most {0} characters.', titleLimit) },
        },
      ],
    }),
    run: async (_item, values, signal) => {
      const title = text(values, 'title');
      const [facts, before] = await Promise.all([
        context.facts.get(signal),
        context.appTokens.list(signal),
      ]);
      const origin = originOf(context, facts);
      const outcome = (token: AppTokenWithCode): Outcome => ({
        message: t('The app token “{0}” was issued.', title),
        issued: issuedAppToken(origin, token),
        changed: [appTokensPath],
        reveal: appTokenPath(token.uuid),
      });
      const sentence = t(
        'The answer from {0} was lost: the app token “{1}” may have been issued or not.',
        context.api.host,
        title,
      );
      const known = new Set(before.map(({ uuid }) => uuid));
      const token = await orLook(
        context.appTokens.create(title, signal),
        sentence,
        look(context, title, known, outcome),
      );
      return outcome(token);
    },
  };
}

function look(
  context: QuayContext,
  title: string,
  known: ReadonlySet<string>,
  outcome: (token: AppTokenWithCode) => Outcome,
): Look {
  return async (signal) => {
    const tokens = await context.appTokens.list(signal);
    const added = tokens.filter((token) => token.title === title && !known.has(token.uuid));
    const [only] = added;
    if (only === undefined) {
      return { message: t('The app token “{0}” was not issued.', title), changed: [] };
    }
    if (added.length > 1) {
      const message = t(
        'There are {0} new app tokens “{1}”; one of them may be from elsewhere.',
        added.length,
        title,
      );
      return { message, changed: [appTokensPath], reveal: appTokensPath };
    }
    return outcome(await context.appTokens.get(only.uuid, signal));
  };
}
