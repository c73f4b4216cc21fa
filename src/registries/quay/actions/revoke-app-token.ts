import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Consequence } from '../../contract/action.ts';
import type { Item } from '../../contract/item.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { QuayContext } from '../context.ts';
import { appTokensPath, placeOf } from '../paths.ts';
import { appRecordId } from '../records.ts';

export const appTokenConsequence = ({ connection }: QuayContext, { label }: Item): Consequence => ({
  message: t('Revoke the app token “{0}” of {1}?', label, connection.account.userName),
  detail: t(
    'It stops working at once, wherever it is used, and cannot be brought back. Logins that were made with it may go on for up to one hour.',
  ),
});

export async function revokeAppToken(
  context: QuayContext,
  item: Item,
  signal: AbortSignal,
): Promise<Outcome> {
  const uuid = uuidOf(item);
  const gone: Outcome = {
    message: t('The app token “{0}” was revoked.', item.label),
    ended: [appRecordId(context.connection.account.id, uuid)],
    changed: [appTokensPath],
    reveal: appTokensPath,
  };
  const sentence = t(
    'The answer from {0} was lost: the app token “{1}” may have been revoked or not.',
    context.api.host,
    item.label,
  );
  await orLook(context.appTokens.revoke(uuid, signal), sentence, async (later) => {
    // The list, since reading a single one cannot tell an expired token from a revoked one.
    const tokens = await context.appTokens.list(later);
    return tokens.some((token) => token.uuid === uuid)
      ? { message: t('The app token “{0}” is still there.', item.label), changed: [] }
      : gone;
  });
  return gone;
}

function uuidOf(item: Item): string {
  const place = placeOf(item.path);
  if (place.at !== 'app-token') throw new TypeError('the row is no app token');
  return place.uuid;
}
