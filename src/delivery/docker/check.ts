import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { OutsideText } from '../../core/outside-text.ts';
import type { Secret } from '../../core/secret.ts';
import type { Login } from './helper.ts';

/** One GET; resolves with every status, rejects with `RegistryError` when none comes. */
export type Ask = (
  url: string,
  basic: { readonly user: string; readonly password: Secret } | undefined,
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
  | { readonly state: 'accepted' }
  | { readonly state: 'refused' | 'unknown'; readonly cause: Cause; readonly message: string };

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
 * to the registry's own host only: a realm elsewhere is not trusted with them here (Docker does).
 *
 * @param origin of the registry, such as `https://registry.example.com`
 */
export async function checkLogin(
  origin: string,
  login: Login,
  ask: Ask,
  signal: AbortSignal,
): Promise<Check> {
  const { host } = new URL(origin);
  try {
    const challenge = await ask(`${origin}/v2/`, undefined, signal);
    if (challenge.status === 200) return { state: 'accepted' };
    if (challenge.status !== 401) return noRegistry(host, challenge);
    const header = challenge.headers.get('www-authenticate') ?? '';
    const basic = { user: login.user, password: login.secret };
    if (/^basic\b/i.test(header)) {
      return judge(host, login, await ask(`${origin}/v2/`, basic, signal));
    }
    const realm = URL.parse(parameter(header, 'realm') ?? '');
    if (realm === null) return noRegistry(host, challenge);
    if (
      realm.hostname !== new URL(origin).hostname ||
      realm.protocol !== new URL(origin).protocol
    ) {
      return foreign(host, realm.host);
    }
    const service = parameter(header, 'service');
    if (service !== undefined) realm.searchParams.set('service', service);
    realm.searchParams.set('account', login.user);
    return judge(host, login, await ask(realm.href, basic, signal));
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return {
      state: 'unknown',
      cause: error.code === 'tls' ? 'certificate' : 'unreachable',
      message: error.message,
    };
  }
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
  message: t('{0} lets {1} check logins. The token was not sent there to try it.', host, realm),
});
