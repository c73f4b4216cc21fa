import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Connected } from '../../contract/registry.ts';
import { QuayApi } from '../client/api.ts';
import { howToGetOne } from '../client/how-to-get-one.ts';
import { userProfile } from '../client/meanings.ts';
import { RobotsClient } from '../client/robots-client.ts';
import { askServer, type ServerFacts } from '../client/server-facts.ts';
import { readUser, type User } from '../wire/user.ts';

/**
 * Signs in: `GET /api/v1/user/` and, where its answer leaves that open, what the token may not do.
 * Rejects with `not-authorized` for a token that the server does not know (any more), and with
 * `forbidden` for one that is good but of no use here.
 */
export async function connect(connection: Connection, signal: AbortSignal): Promise<Connected> {
  const api = new QuayApi(connection);
  const { user, facts, hasOrgAdmin } = await trySignIn(api, signal);
  return {
    userName: user.name,
    label: `${user.name}@${api.host}`,
    remarks: remarks(api.host, user, hasOrgAdmin, facts),
  };
}

/** What a sign-in was found to be good for. */
interface Tried {
  readonly user: User;
  readonly facts: ServerFacts;
  /** `undefined` where nothing depends on it, or nobody tells. */
  readonly hasOrgAdmin: boolean | undefined;
}

/** Asks what a sign-in is good for; see `connect`. */
export async function trySignIn(api: QuayApi, signal: AbortSignal): Promise<Tried> {
  const [user, facts] = await Promise.all([askUser(api, signal), askServer(api, signal)]);
  const hasOrgAdmin = await askOrgAdmin(api, user, signal);
  if (!user.hasUserAdmin && hasOrgAdmin !== true) throw useless(user, hasOrgAdmin);
  return { user, facts, hasOrgAdmin };
}

/**
 * A 401 may also mean that the token is good and lacks `user:read` (docs/registries/quay.md §2.4).
 */
async function askUser(api: QuayApi, signal: AbortSignal): Promise<User> {
  try {
    return await api.get('/api/v1/user/', readUser, userProfile, signal);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'sign-in-expired') throw error;
    if (await isKnown(api, signal)) {
      const message = t(
        'The token works, but is not allowed to say whose it is: it lacks the scopes {0} and {1}. {2}',
        'user:read',
        'user:admin',
        howToGetOne(),
      );
      throw new RegistryError('forbidden', message, { repair: 'sign-in', cause: error });
    }
    const message = t(
      '{0} does not know this token: it is wrong, has expired or was revoked. {1}',
      api.host,
      howToGetOne(),
    );
    throw new RegistryError('not-authorized', message, { status: 401, cause: error });
  }
}

/** Own robots answer 403 to a known token without their scope, and 401 to an unknown one. */
async function isKnown(api: QuayApi, signal: AbortSignal): Promise<boolean> {
  try {
    await new RobotsClient(api).canList({ kind: 'user', name: '' }, signal);
    return true;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'sign-in-expired') return false;
    throw error;
  }
}

/**
 * Whether the token has `org:admin`; `undefined` when nothing depends on it or nobody tells. The
 * user's fields show it only to admins, so a member's list of robots is asked for
 * (docs/registries/quay.md §1.2).
 */
async function askOrgAdmin(
  api: QuayApi,
  user: User,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const [first] = user.organizations;
  if (first === undefined) return undefined;
  if (user.organizations.some(({ isAdmin }) => isAdmin === true)) return true;
  return new RobotsClient(api).canList({ kind: 'organization', name: first.name }, signal);
}

function useless(user: User, hasOrgAdmin: boolean | undefined): RegistryError {
  const message =
    hasOrgAdmin === false
      ? t(
          'The token of {0} may change nothing here: it has neither {1} (own robots, app tokens) nor {2} (robots of organizations). {3}',
          user.name,
          'user:admin',
          'org:admin',
          howToGetOne(),
        )
      : t(
          'The token of {0} lacks the scope {1}, which own robots and app tokens need. {2}',
          user.name,
          'user:admin',
          howToGetOne(),
        );
  return new RegistryError('forbidden', message, { repair: 'sign-in' });
}

function remarks(
  host: string,
  user: User,
  hasOrgAdmin: boolean | undefined,
  facts: ServerFacts,
): readonly string[] {
  const found: string[] = [];
  if (!user.hasUserAdmin) {
    found.push(
      t(
        'The token lacks the scope {0}: own robots, app tokens, and where a robot may read or write stay closed.',
        'user:admin',
      ),
    );
  }
  if (hasOrgAdmin === false) {
    found.push(
      t('The token lacks the scope {0}: robots of organizations stay closed.', 'org:admin'),
    );
  }
  if (facts.readOnly) found.push(t('{0} is read-only at the moment.', host));
  if (facts.robotsDisallowed) {
    found.push(t('The administrator of {0} has switched robots off.', host));
  }
  if (!facts.appTokens) found.push(t('App tokens are switched off on {0}.', host));
  return found;
}
