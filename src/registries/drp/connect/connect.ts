import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Connected } from '../../contract/registry.ts';
import { drpContext } from '../context.ts';
import { apiPath } from '../client/api-path.ts';
import { notDrp } from '../client/refusal.ts';
import type { User } from '../wire/user.ts';

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
 * (docs/registries/drp.md §1).
 */
export async function connect(connection: Connection, signal: AbortSignal): Promise<Connected> {
  const context = drpContext(connection);
  const { userName } = connection.account;
  const user = await readOwn(context.client.user(userName, signal));
  if (user === undefined) await requireInfo(context.client.info(signal));
  return {
    userName,
    label: `${userName}@${context.api.host}`,
    remarks: user === undefined ? [unknownOwner(userName)] : [],
  };
}

/** A narrowed token, or one of another user, sees no such user. */
async function readOwn(question: Promise<User>): Promise<User | undefined> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** A token that lacks even the right to read the info is good all the same. */
async function requireInfo(question: Promise<unknown>): Promise<void> {
  try {
    await question;
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'forbidden') throw error;
  }
}

const unknownOwner = (name: string): string =>
  t(
    'The token is good, but may not read the user {0}: it is narrowed, or belongs to somebody else.',
    name,
  );
