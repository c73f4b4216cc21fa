import { t } from '../../../core/l10n.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { Item } from '../../contract/item.ts';
import type { QuayContext } from '../context.ts';
import { placeOf } from '../paths.ts';
import { apiTokenConsequence, revokeApiToken, signInSentence } from './revoke-api-token.ts';
import { appTokenConsequence, revokeAppToken } from './revoke-app-token.ts';

/** Ends tokens: app tokens, API tokens of applications, and what the user has granted. */
export function revoke(context: QuayContext): Action {
  const isAppToken = ({ path }: Item) => placeOf(path).at === 'app-token';
  return {
    several: true,
    consequence: async (items) => {
      const [first, ...others] = items;
      if (others.length > 0) return ofSeveral(context, items);
      return isAppToken(first)
        ? appTokenConsequence(context, first)
        : apiTokenConsequence(context, first);
    },
    run: (item, _values, signal) =>
      isAppToken(item)
        ? revokeAppToken(context, item, signal)
        : revokeApiToken(context, item, signal),
  };
}

/** The same of tokens that are revoked together; what they are is said beside it. */
async function ofSeveral(context: QuayContext, items: readonly Item[]): Promise<Consequence> {
  const signIn = await signInSentence(context, items);
  return {
    message: t('Revoke {0} tokens?', items.length),
    detail: [
      t('They stop working at once, wherever they are used, and cannot be brought back.'),
      ...(signIn === undefined ? [] : [signIn]),
    ].join('\n'),
  };
}
