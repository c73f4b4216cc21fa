import { randomBytes } from 'node:crypto';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { Secret } from '../../../core/secret.ts';
import type { Action } from '../../contract/action.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import { livenessOf } from '../client/liveness.ts';
import type { DrpContext } from '../context.ts';
import { userOf, userPath } from '../paths.ts';

/**
 * The only way to end a token before its time: a new secret for its user, which ends all tokens of
 * that user and all that the user granted (docs/registries/drp.md §2.5).
 */
export function revoke(context: DrpContext): Action {
  const { connection, client, api } = context;
  const { account } = connection;
  return {
    consequence: ([{ path }]) => {
      const user = userOf(path);
      const isSelf = user === account.userName;
      return {
        message: t('Revoke all tokens of {0}?', user),
        detail: [
          t(
            'DRP cannot revoke a single token. The secret of {0} is replaced, which ends at once every token of {0}, wherever it is used, and every token that {0} issued for others.',
            user,
          ),
          isSelf
            ? t(
                'This is the user you are signed in as: every token you issued with this account ends. A sign-in with a password renews itself; a token has to be replaced by you.',
              )
            : t('Your own sign-in ends with it if it was issued by {0}.', user),
          t('The password stays as it is. It cannot be undone.'),
        ].join('\n\n'),
      };
    },
    run: async ({ path }, _values, signal) => {
      const user = userOf(path);
      const old = await client.userSecret(user, signal);
      const sentence = t(
        'The answer from {0} was lost: the tokens of {1} may have been revoked or not.',
        api.host,
        user,
      );
      await orLook(rotate(context, user, old, signal), sentence, async (later) => {
        if (user === account.userName && (await isOwnTokenRevoked(context, later))) {
          return outcome(context, user, later);
        }
        const now = await client.userSecret(user, later);
        if (old === undefined || now === undefined) {
          const message = t(
            'Your sign-in cannot read whether the tokens of {0} were revoked.',
            user,
          );
          return { message, changed: [userPath(user)] };
        }
        return now.equals(old)
          ? { message: t('The tokens of {0} were not revoked.', user), changed: [] }
          : outcome(context, user, later);
      });
      return outcome(context, user, signal);
    },
  };
}

/**
 * Who may not change users can still set the own password, which replaces the secret as well from
 * 3.8 on (docs/registries/drp.md §8): it is set to what it is, and the secret looked at.
 */
async function rotate(
  { client, api, connection }: DrpContext,
  user: string,
  old: Secret | undefined,
  signal: AbortSignal,
): Promise<void> {
  try {
    const next = new Secret(randomBytes(18).toString('base64url'));
    await client.replaceSecret(user, old, next, signal);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.code === 'conflict') throw changedMeanwhile(user, error);
    const password = await api.session.password();
    const isSelf = user === connection.account.userName;
    if (error.code !== 'forbidden' || password === undefined || !isSelf) throw error;
    await client.setPassword(user, password, signal);
    const now = await client.userSecret(user, signal);
    if (old !== undefined && now?.equals(old) === true) throw notReplaced(user, error);
  }
}

function notReplaced(user: string, cause: RegistryError): RegistryError {
  const message = t(
    'The tokens of {0} were not revoked: you may not replace the secret of a user, and on DRP before 3.8 setting a password does not replace it either.',
    user,
  );
  return new RegistryError('unsupported', message, { cause, repair: null });
}

function changedMeanwhile(user: string, cause: RegistryError): RegistryError {
  const message = t(
    'The secret of {0} was changed by somebody else at this moment, which revoked its tokens as well.',
    user,
  );
  return new RegistryError('conflict', message, { cause, repair: 'retry' });
}

async function outcome(context: DrpContext, user: string, signal: AbortSignal): Promise<Outcome> {
  const { account } = context.connection;
  const isSelf = user === account.userName;
  const signInEnded = await hasSignInEnded(context, isSelf, signal);
  return {
    message: isSelf
      ? t('All tokens of {0}, and all that {0} issued for others, were revoked.', user)
      : t('All tokens of {0} were revoked.', user),
    // Whatever this account issued was granted by its own user.
    endedBelow: isSelf ? [[]] : [userPath(user)],
    changed: [userPath(user)],
    ...(signInEnded ? { signInEnded } : {}),
  };
}

/** Whether the account's own token, with which its secret was read before, shows another one now. */
async function isOwnTokenRevoked(
  { api, client, connection }: DrpContext,
  signal: AbortSignal,
): Promise<boolean> {
  if (await api.session.hasPassword()) return false;
  const reply = await client.knowsUser(connection.account.userName, signal);
  return livenessOf(reply) === 'revoked';
}

/** Whether the account's own token died. A password has bought a new one by then. */
async function hasSignInEnded(
  { api, client, connection }: DrpContext,
  isSelf: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  if (await api.session.hasPassword()) {
    api.session.forget();
    return false;
  }
  try {
    const liveness = livenessOf(await client.knowsUser(connection.account.userName, signal));
    if (liveness !== undefined) return liveness !== 'alive';
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
  }
  // What was revoked is revoked, whether or not it can be asked about: one's own tokens were.
  return isSelf;
}
