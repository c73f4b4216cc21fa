import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Consequence } from '../../contract/action.ts';
import type { Item } from '../../contract/item.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import { ownApiToken } from '../api-tokens/own.ts';
import type { ApplicationName } from '../client/api-tokens-client.ts';
import type { QuayContext } from '../context.ts';
import { applicationPath, authorizationsPath, placeOf } from '../paths.ts';
import { apiRecordId } from '../records.ts';

/** An API token to be revoked, and where: with its application, or as what the user has granted. */
interface Revoked {
  readonly uuid: string;
  readonly application: ApplicationName | undefined;
}

export async function apiTokenConsequence(context: QuayContext, item: Item): Promise<Consequence> {
  const signIn = await signInSentence(context, [item]);
  const whose = item.token?.subject ?? '';
  return {
    message:
      whose === ''
        ? t('Revoke the API token of {0}?', item.label)
        : t('Revoke the API token “{0}” of {1}?', item.label, whose),
    detail: [
      t('It stops working at once, wherever it is used, and cannot be brought back.'),
      ...(signIn === undefined ? [] : [signIn]),
    ].join('\n'),
  };
}

/**
 * What there is to say of the account's own sign-in before tokens are revoked: whether it is among
 * them, or that nobody can tell. `undefined` where it is certain that it is not.
 */
export async function signInSentence(
  context: QuayContext,
  items: readonly Item[],
): Promise<string | undefined> {
  const candidates = items.map(revokedBy).filter((one) => one !== undefined);
  if (candidates.length === 0) return undefined;
  const own = await ownApiToken(context.connection);
  const { account } = context.connection;
  if (own !== undefined) {
    if (!candidates.some(({ uuid }) => apiRecordId(account.id, uuid) === own.id)) return undefined;
    return items.length === 1
      ? t('This account signs in with it: you must sign in again with another one.')
      : t('This account signs in with “{0}”: you must sign in again with another one.', own.label);
  }
  const mayBeOwn = items.some(
    ({ token }) => (token?.subject ?? account.userName) === account.userName,
  );
  if (!mayBeOwn) return undefined;
  return items.length === 1
    ? t(
        'This account may sign in with it: the registry does not say which API token that is. You would have to sign in again.',
      )
    : t(
        'This account may sign in with one of them: the registry does not say which API token that is. You would have to sign in again.',
      );
}

export async function revokeApiToken(
  context: QuayContext,
  item: Item,
  signal: AbortSignal,
): Promise<Outcome> {
  const one = revokedBy(item);
  if (one === undefined) throw new TypeError('the row is no API token');
  const { uuid, application } = one;
  const { account } = context.connection;
  const id = apiRecordId(account.id, uuid);
  const own = await ownApiToken(context.connection);
  const group = application === undefined ? authorizationsPath : applicationPath(application);
  const gone: Outcome = {
    message: t('The API token “{0}” was revoked.', item.label),
    ended: [id],
    changed: [group],
    reveal: group,
    ...(own?.id === id ? { signInEnded: true } : {}),
  };
  const sentence = t(
    'The answer from {0} was lost: the API token “{1}” may have been revoked or not.',
    context.api.host,
    item.label,
  );
  const revoking =
    application === undefined
      ? context.apiTokens.withdraw(uuid, signal)
      : context.apiTokens.revoke(application, uuid, signal);
  await orLook(revoking, sentence, async (later) =>
    (await isThere(context, one, later))
      ? { message: t('The API token “{0}” is still there.', item.label), changed: [] }
      : gone,
  );
  return gone;
}

async function isThere(
  { apiTokens }: QuayContext,
  { uuid, application }: Revoked,
  signal: AbortSignal,
): Promise<boolean> {
  if (application === undefined) {
    return (await apiTokens.authorizations(signal)).some((one) => one.uuid === uuid);
  }
  let next: string | undefined;
  do {
    const page = await apiTokens.page(application, next, signal);
    if (page.tokens.some((one) => one.uuid === uuid)) return true;
    next = page.tokens.length === 0 ? undefined : page.next;
  } while (next !== undefined);
  return false;
}

function revokedBy({ path }: Item): Revoked | undefined {
  const place = placeOf(path);
  if (place.at === 'api-token') return { uuid: place.uuid, application: place.application };
  return place.at === 'authorization' ? { uuid: place.uuid, application: undefined } : undefined;
}
