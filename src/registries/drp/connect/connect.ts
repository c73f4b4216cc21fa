import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Connected } from '../../contract/registry.ts';
import { apiPath } from '../client/api-path.ts';
import { livenessOf } from '../client/liveness.ts';
import { notDrp } from '../client/refusal.ts';
import { type DrpContext, drpContext } from '../context.ts';
import { isBefore } from '../wire/info.ts';

/**
 * Tells whether a DRP answers at the account's address, without signing in: everything wants a
 * sign-in, and the refusal names the server (docs/registries/drp.md §5). Failures of the way there
 * pass through.
 */
export async function probeServer(connection: Connection, signal: AbortSignal): Promise<undefined> {
  const { api } = drpContext(connection);
  const reply = await api.fetch(apiPath(['info']), signal);
  const challenge = reply.headers.get('www-authenticate') ?? '';
  if (reply.status !== 401 || !/dr-provision/i.test(challenge))
    throw notDrp(api.host, reply.status);
}

/**
 * Signs in: with a password as `users/{name}/token` does, with a token by reading the own user,
 * which every token may unless it was narrowed. No route tells whose a token is
 * (docs/registries/drp.md §1, §8).
 */
export async function connect(connection: Connection, signal: AbortSignal): Promise<Connected> {
  const context = drpContext(connection);
  const { userName } = connection.account;
  const remark = await readOwn(context, signal);
  return {
    userName,
    label: `${userName}@${context.api.host}`,
    remarks: remark === undefined ? [] : [remark],
  };
}

/** What to know when the own user cannot be read; `undefined` when it can. */
async function readOwn(context: DrpContext, signal: AbortSignal): Promise<string | undefined> {
  const { api, client, connection } = context;
  const { userName } = connection.account;
  try {
    await client.user(userName, signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.code !== 'not-found' && error.code !== 'forbidden') throw error;
    const reply = await client.knowsUser(userName, signal);
    if (livenessOf(reply) !== 'alive') throw error;
    const isThere = reply.status === 200;
    if (error.code === 'forbidden') return unread(userName);
    if (await api.session.hasPassword()) return hidden(userName);
    if (isThere) throw await otherOwner(context, signal);
    return noSuchUser(userName);
  }
}

/** Before 3.9: the server does not say which. */
const unread = (name: string): string =>
  t('The token may not read the user {0}: it is narrowed, or was revoked.', name);

const hidden = (name: string): string =>
  t('You are signed in, but may not read the user {0}: a tenant hides it.', name);

const noSuchUser = (name: string): string =>
  t('The server shows no user {0} to this token: a tenant hides it, or it was deleted.', name);

/**
 * From 3.9 on each token of a user may read that user, whatever else it may; whether one of v4 may
 * that was limited to triplets, no page says (docs/registries/drp.md §2.3).
 */
async function otherOwner(context: DrpContext, signal: AbortSignal): Promise<RegistryError> {
  const name = context.connection.account.userName;
  const message = isBefore(await context.info.get(signal), 4, 0)
    ? t('This token is not one of {0}: it may not read {0}, which every token of {0} may.', name)
    : t('This token is not one of {0}, or it was limited: it may not read {0}.', name);
  return new RegistryError('not-authorized', message);
}
