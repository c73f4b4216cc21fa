import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { OutsideText } from '../../core/outside-text.ts';
import type { Authorization } from '../../net/http/http.ts';
import type { Login } from './helper.ts';
import { grantedIn, type Rights } from './rights.ts';

/** One GET; resolves with every status, rejects with `RegistryError` when none comes. */
export type Ask = (
  url: string,
  authorization: Authorization | undefined,
  signal: AbortSignal,
) => Promise<Answer>;

interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: OutsideText;
}

/** Whether a registry takes a login, and if not, the one cause that a person can do something about. */
export type Check =
  | {
      readonly state: 'accepted';
      readonly rights?: Rights;
      /** The registry lets everybody in: nothing was sent, and nothing is known of the login. */
      readonly isOpen?: true;
    }
  | {
      readonly state: 'refused' | 'unknown';
      readonly cause: Cause;
      readonly message: string;
      /** The host that checks logins instead, where that is the cause. */
      readonly realm?: string;
    };

/** What is asked beyond whether the login is taken. */
export interface Wanted {
  /** A repository, such as `acme/app`: what may the login do with it? */
  readonly repository?: string;
  /** Another host than the registry's own, to which the login may be sent. */
  readonly realm?: string;
}

type Cause =
  | 'user-name'
  | 'secret'
  | 'rewrite'
  | 'not-a-registry'
  | 'certificate'
  | 'unreachable'
  | 'foreign-realm'
  | 'server';

/**
 * Logs in as Docker does: `/v2/` names a realm, and the realm takes user and secret. They are sent
 * to the registry's own origin only: a realm elsewhere is not trusted with them here (Docker does),
 * unless it is named. They are sent once.
 *
 * @param origin of the registry, such as `https://registry.example.com`
 */
export async function checkLogin(
  origin: string,
  login: Login,
  ask: Ask,
  signal: AbortSignal,
  wanted: Wanted = {},
): Promise<Check> {
  const { repository } = wanted;
  const { host } = new URL(origin);
  try {
    const challenge = await ask(`${origin}/v2/`, undefined, signal);
    if (challenge.status === 200) return { state: 'accepted', isOpen: true };
    if (challenge.status !== 401) return noRegistry(host, challenge);
    const header = challenge.headers.get('www-authenticate') ?? '';
    const basic = { scheme: 'basic', user: login.user, password: login.secret } as const;
    if (/^basic\b/i.test(header)) {
      const check = judge(host, login, await ask(`${origin}/v2/`, basic, signal));
      return await withRights(check, origin, { repository, authorization: basic }, ask, signal);
    }
    const realm = URL.parse(parameter(header, 'realm') ?? '');
    if (realm === null) return noRegistry(host, challenge);
    // Another port may be another server, on a machine of many users anybody's.
    const isOwn = realm.origin === new URL(origin).origin;
    if (!isOwn && (realm.protocol !== 'https:' || realm.host !== wanted.realm)) {
      return foreign(host, realm.host);
    }
    const service = parameter(header, 'service');
    if (service !== undefined) realm.searchParams.set('service', service);
    realm.searchParams.set('account', login.user);
    if (repository !== undefined) {
      realm.searchParams.set('scope', `repository:${repository}:pull,push`);
    }
    const answer = await ask(realm.href, basic, signal);
    const check = judge(host, login, answer);
    if (repository === undefined) return check;
    const { token, rights } = grantedIn(answer.body, repository);
    const authorization = token === undefined ? undefined : ({ scheme: 'bearer', token } as const);
    return await withRights(check, origin, { repository, authorization, rights }, ask, signal);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return {
      state: 'unknown',
      cause: error.code === 'tls' ? 'certificate' : 'unreachable',
      message: error.message,
    };
  }
}

/** What is known of a login that was accepted, before its rights were looked for. */
interface Accepted {
  readonly repository: string | undefined;
  readonly authorization: Authorization | undefined;
  readonly rights?: Rights | undefined;
}

/** Where no token tells the rights, the list of tags is read: that proves pull, and nothing else. */
async function withRights(
  check: Check,
  origin: string,
  { repository, authorization, rights }: Accepted,
  ask: Ask,
  signal: AbortSignal,
): Promise<Check> {
  if (check.state !== 'accepted' || repository === undefined) return check;
  if (rights !== undefined) return { state: 'accepted', rights };
  if (authorization === undefined) return check;
  const path = repository.split('/').map(encodeURIComponent).join('/');
  const { status } = await ask(`${origin}/v2/${path}/tags/list?n=1`, authorization, signal);
  if (status === 200) return { state: 'accepted', rights: { pull: true } };
  return [401, 403].includes(status) ? { state: 'accepted', rights: { pull: false } } : check;
}

/** A value of `WWW-Authenticate`, quoted or not. */
function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`[\\s,]${name}=(?:"([^"]*)"|([^\\s,]+))`, 'i').exec(header);
  return match?.[1] ?? match?.[2];
}

function judge(host: string, { user }: Login, { status, body }: Answer): Check {
  if (status === 200) return { state: 'accepted' };
  if (isNull(body)) return rewriteMissing(host);
  if (status === 401 || status === 403) {
    return body.says(/wrong username/i)
      ? {
          state: 'refused',
          cause: 'user-name',
          message: t(
            '{0} refused the user name: “{1}” is not whom the token belongs to. An e-mail address usually is not the name.',
            host,
            user,
          ),
        }
      : {
          state: 'refused',
          cause: 'secret',
          message: t(
            '{0} refused the token of {1}: it is wrong, has ended, was revoked or replaced, or is not made for images.',
            host,
            user,
          ),
        };
  }
  if (status === 404 || (status >= 300 && status < 400)) return rewriteMissing(host);
  return {
    state: 'unknown',
    cause: 'server',
    message: t('{0} reports a server error ({1}).', host, status),
  };
}

/** `null` where the name of a repository should be: nothing rewrote the address. */
export const isNull = (text: OutsideText): boolean =>
  text.says(/repository request for 'null'|\/docker\/null/i);

export const rewriteMissing = (host: string): Check => ({
  state: 'refused',
  cause: 'rewrite',
  message: t(
    'The token is not the problem: the reverse proxy in front of {0} does not rewrite Docker’s addresses (/v2/token). Its administrator must add the rewrite rules that the registry’s documentation gives for a reverse proxy.',
    host,
  ),
});

function noRegistry(host: string, { status, body }: Answer): Check {
  if (isNull(body)) return rewriteMissing(host);
  return status >= 500
    ? {
        state: 'unknown',
        cause: 'server',
        message: t('{0} reports a server error ({1}).', host, status),
      }
    : {
        state: 'refused',
        cause: 'not-a-registry',
        message: t(
          '{0} does not answer as an image registry (status {1} at /v2/). If the registry is behind a reverse proxy, its rewrite rules for Docker may be missing.',
          host,
          status,
        ),
      };
}

const foreign = (host: string, realm: string): Check => ({
  state: 'unknown',
  cause: 'foreign-realm',
  realm,
  message: t('{0} lets {1} check logins. The token was not sent there to try it.', host, realm),
});
