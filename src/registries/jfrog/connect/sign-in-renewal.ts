import type { Timer } from '../../../core/concurrency/timer.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { renewalDue } from '../../../core/renewal.ts';
import type { Secret } from '../../../core/secret.ts';
import type { SignIn } from '../../../core/sign-in.ts';
import type { SingleUse } from '../../../core/single-use.ts';
import { claimedBy } from '../../../jwt/of-secret.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Keeping } from '../../contract/keeping.ts';
import { refusedWith } from '../../shared/rest/refusals.ts';
import { sendOnce } from '../../shared/rest/send-once.ts';
import { isSuccess } from '../../shared/rest/success.ts';
import { JfrogApi } from '../client/api.ts';
import { LegacyTokensClient } from '../client/legacy-tokens-client.ts';
import type { TokensApi } from '../client/tokens-api.ts';
import { TokensClient } from '../client/tokens-client.ts';
import { tokenShapes } from '../token-shapes.ts';
import { claimOf } from '../wire/created.ts';
import { arrival } from './arrival.ts';
import { opensAccess } from './authorization.ts';
import { fileSharing } from './shared-refresh.ts';

/** The id in the token of a sign-in, which says nothing to whoever reads it. */
const idOf = ({ token }: SignIn): string => (token === undefined ? '' : claimOf(token, 'jti'));

/**
 * A connection whose sign-in is refreshed before it ends, where a refresh token came with it (a
 * browser login brings one). One window does it, under the lock of all, and the new pair is stored
 * before it is used (docs/registries/jfrog.md §2.2). A refresh token is sent one time only: when its
 * answer is lost, every call rejects with `lost-answer`, until the person has looked or signed in.
 * One that JFrog's CLI holds as well is not sent at all: the sign-in is used to its end.
 */
export function renewingConnection(connection: Connection, timer: Timer): Connection {
  const { keeping } = connection;
  if (keeping === undefined) return connection;
  const renewal: Renewal = { unsaved: undefined };
  let renewing: Promise<void> | undefined;
  return {
    ...connection,
    signIn: async () => {
      const { unsaved } = renewal;
      if (unsaved !== undefined && !(await isSaved(unsaved, renewal, keeping))) return unsaved.next;
      const signIn = await connection.signIn();
      if (dueOf(signIn, connection) === undefined) return signIn;
      const file = await fileSharing(connection, signIn);
      if (file !== undefined) return unrenewed(signIn, file, connection);
      try {
        await (renewing ??= renew(connection, keeping, timer, renewal).finally(
          () => (renewing = undefined),
        ));
      } catch (error) {
        // The present one is used as long as it lives; its own refusal tells the person.
        if (!(error instanceof RegistryError) || error.code === 'lost-answer') throw error;
        return signIn;
      }
      return renewal.unsaved?.next ?? (await connection.signIn());
    },
  };
}

/** A sign-in that is left to end. Throws `sign-in-expired`, which says why, when it has ended. */
function unrenewed(signIn: SignIn, file: string, { clock }: Connection): SignIn {
  const { token } = signIn;
  const lifetime = token && claimedBy(token, [tokenShapes]).lifetime;
  if (lifetime?.kind !== 'until' || lifetime.at > clock.now()) return signIn;
  throw new RegistryError(
    'sign-in-expired',
    t(
      'The sign-in has ended. It was not renewed, because the JFrog CLI holds the same refresh token ({0}): whichever of the two used it first would end the sign-in of the other.',
      file,
    ),
  );
}

/** What came in place of a sign-in and could not be stored: it is used, and stored when that works. */
interface Renewal {
  unsaved: { readonly former: SignIn; readonly next: SignIn } | undefined;
}

async function isSaved(
  { former, next }: NonNullable<Renewal['unsaved']>,
  renewal: Renewal,
  keeping: Keeping,
): Promise<boolean> {
  try {
    await keeping.renewSignIn(former, next);
    renewal.unsaved = undefined;
    return true;
  } catch {
    return false;
  }
}

/** The pair of a sign-in whose time to be refreshed has come. */
function dueOf({ token, refresh }: SignIn, { clock }: Connection): Pair | undefined {
  if (token === undefined || refresh === undefined) return undefined;
  const { lifetime, issuedAt } = claimedBy(token, [tokenShapes]);
  const due = renewalDue(lifetime, issuedAt);
  return due !== undefined && due <= clock.now() ? { token, refresh } : undefined;
}

interface Pair {
  readonly token: Secret;
  readonly refresh: Secret;
}

/** Nobody cancels it: a refresh token that is on its way is spent. */
async function renew(
  connection: Connection,
  keeping: Keeping,
  timer: Timer,
  renewal: Renewal,
): Promise<void> {
  const { signal } = new AbortController();
  await keeping.exclusive(
    `sign-in ${connection.account.id}`,
    async (turn) => {
      // Another window may have been first: what it has stored in place of the spent token comes
      // here a moment later.
      const look = async () => {
        const signIn = await connection.signIn();
        return turn.note !== undefined && turn.note === idOf(signIn) ? undefined : signIn;
      };
      const signIn = await arrival(look, timer, signal);
      const due = signIn && dueOf(signIn, connection);
      if (signIn === undefined || due === undefined) return;
      const api = new JfrogApi(connection, timer);
      const renewed = await sendOnce(due.refresh, keeping.singleUse, {
        send: () => tokensFor(due, api).refresh({ ...due, reference: false }, signal),
        lost: () => lost(connection, due, api, keeping.singleUse),
        // The present one is used as long as it lives: nobody reads this.
        refused: () => new RegistryError('not-found', refusedWith(api.host, '')),
      });
      const { token, refresh } = renewed.secrets;
      const next = { token, ...(refresh === undefined ? {} : { refresh }) };
      try {
        // An account that was moved or removed meanwhile has no place for it.
        if (await keeping.renewSignIn(signIn, next)) await turn.leave(idOf(signIn));
      } catch {
        renewal.unsaved = { former: signIn, next };
      }
    },
    signal,
  );
}

const tokensFor = ({ token }: Pair, api: JfrogApi): TokensApi =>
  opensAccess({ scheme: 'bearer', token }) ? new TokensClient(api) : new LegacyTokensClient(api);

/** Told at every call, and nothing is sent again before the person has decided. */
function lost(
  connection: Connection,
  pair: Pair,
  api: JfrogApi,
  singleUse: SingleUse,
): RegistryError {
  return new RegistryError(
    'lost-answer',
    t(
      'The sign-in was to be renewed, and no answer from {0} was kept: it may have been renewed or not.',
      api.host,
    ),
    {
      otherRepair: 'sign-in',
      look: async (signal) => {
        const { token, refresh } = await connection.signIn();
        const isPresent = token?.equals(pair.token) === true && refresh?.equals(pair.refresh);
        if (isPresent !== true) {
          return { message: t('There is a new sign-in meanwhile.'), changed: [[]] };
        }
        if (!(await isAccepted(pair.token, api, signal))) {
          return {
            message: t('{0} no longer accepts the current sign-in.', api.host),
            signInEnded: true,
            changed: [[]],
          };
        }
        await singleUse.giveBack(pair.refresh);
        return {
          message: t(
            'The sign-in was not renewed, and {0} still accepts it. It is renewed with the next call.',
            api.host,
          ),
          changed: [[]],
        };
      },
    },
  );
}

/** A refreshed token is dead at once (docs/registries/jfrog.md §2.2). */
async function isAccepted(token: Secret, api: JfrogApi, signal: AbortSignal): Promise<boolean> {
  const authorization = { scheme: 'bearer', token } as const;
  const path = opensAccess(authorization)
    ? '/access/api/v1/tokens'
    : '/artifactory/api/security/token';
  const reply = await api.fetch(path, signal, authorization);
  if (reply.status === 401) return false;
  // A refusal for want of rights is an answer to somebody who is known.
  if (isSuccess(reply) || reply.status === 403) return true;
  throw api.failure(reply);
}
