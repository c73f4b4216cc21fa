import type { Reply, SandboxRequest } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import { artifactoryAdmin, artifactoryCaller, type Caller } from '../caller.ts';
import type { Call, Jfrog } from '../context.ts';
import { artifactoryError, legacyError } from '../errors.ts';
import type { JfrogToken } from '../model.ts';
import { isLegacyScope } from '../scopes.ts';
import { lifetimeOf } from '../world.ts';

/** Life of a token that nobody asked a life for, in seconds. */
const DEFAULT_LIFETIME_S = 3600;

/**
 * `POST /artifactory/api/security/token`: creates or refreshes a token
 * (docs/registries/jfrog.md §2.8).
 */
export function legacyCreate({ jfrog, request }: Call): Reply {
  const form = formOf(request);
  if (form.get('grant_type') === 'refresh_token')
    return json(200, made(jfrog, refresh(jfrog, form)));
  const who = artifactoryCaller(jfrog, request.headers.authorization);
  return json(200, made(jfrog, issue(jfrog, who, form)));
}

function issue({ world, settings }: Jfrog, who: Caller, form: URLSearchParams): JfrogToken {
  const username = (form.get('username') ?? who.username).toLowerCase();
  const wish = form.get('scope') ?? 'member-of-groups:*';
  const scope = wish.includes('api:*') ? wish : `api:* ${wish}`;
  const lifetime = Number(form.get('expires_in') ?? DEFAULT_LIFETIME_S);
  if (!isLegacyScope(scope)) throw refused(`The scope: '${wish}' is not valid`);
  if (!Number.isInteger(lifetime) || lifetime < 0) throw refused('expires_in is not valid');
  const user = world.users.get(username);
  if (user === undefined && scope.includes('member-of-groups:*')) {
    throw refused(`The user: '${username}' does not exist`);
  }
  if (!who.isAdmin) {
    const only = `The user: '${who.username}' can only create user token`;
    const most = settings.nonAdminMaxExpiry;
    if (username !== who.username) throw refused(`${only} for self (requested: ${username})`);
    if (lifetime === 0 || lifetime > most) {
      throw refused(
        `${only} with expires in larger than 0 and smaller than ${most} seconds (requested: ${lifetime})`,
      );
    }
    if (!groupsOf(scope).every((group) => group === '*' || user?.groups.includes(group))) {
      throw refused(`${only} with scope of own groups (requested: ${wish})`);
    }
    if (scope.includes(':admin')) throw refused(`${only} without admin scope`);
  }
  return world.issue({
    legacy: true,
    username,
    scope,
    audience: form.get('audience') ?? world.artifactoryId,
    ...(lifetime === 0 ? {} : { lifetime }),
    refreshable: form.get('refreshable') === 'true',
  });
}

/** The pair authenticates by itself, and is good once: whatever stands beside it does not matter. */
function refresh({ world, key }: Jfrog, form: URLSearchParams): JfrogToken {
  const old = world.byRefresh.get(form.get('refresh_token') ?? '');
  const pair = key.verify(form.get('access_token') ?? '')?.jti;
  if (old === undefined || old.isRevoked || pair !== old.id) {
    throw refused('Token matching the provided refresh token was not found.');
  }
  world.revoke(old);
  const lifetime = lifetimeOf(old);
  return world.issue({
    legacy: true,
    username: old.username,
    scope: old.scope,
    audience: old.audience,
    ...(lifetime === undefined ? {} : { lifetime }),
    refreshable: true,
  });
}

/** The reply: without an id, which stands in the JWT alone. */
const made = ({ world }: Jfrog, token: JfrogToken): object => ({
  access_token: world.jwt(token),
  ...(lifetimeOf(token) === undefined ? {} : { expires_in: lifetimeOf(token) }),
  scope: token.scope,
  token_type: 'Bearer',
  ...(token.refresh === undefined ? {} : { refresh_token: token.refresh }),
});

/** `GET /artifactory/api/security/token`: everybody's tokens, for admins. */
export function legacyList({ jfrog, request }: Call): Reply {
  artifactoryAdmin(jfrog, request.headers.authorization);
  const tokens = [...jfrog.world.tokens.values()].filter(({ isRevoked }) => !isRevoked);
  return json(200, {
    tokens: tokens.map((token) => ({
      token_id: token.id,
      issuer: token.issuer,
      subject: token.subject,
      ...(token.expiry === undefined ? {} : { expiry: token.expiry }),
      refreshable: token.isRefreshable,
      issued_at: token.issuedAt,
    })),
  });
}

/** `POST …/revoke` by id or by text, which answers 200 either way; the owner and admins may. */
export function legacyRevoke({ jfrog, request }: Call): Reply {
  const who = artifactoryCaller(jfrog, request.headers.authorization);
  const form = formOf(request);
  const id = form.get('token_id') ?? jfrog.key.verify(form.get('token') ?? '')?.jti ?? '';
  const token = jfrog.world.tokens.get(id);
  if (token === undefined || token.isRevoked) return plain('Token not found');
  if (!who.isAdmin && token.username !== who.username) throw artifactoryError(403, 'Forbidden');
  jfrog.world.revoke(token);
  return plain('Token revoked');
}

const plain = (body: string): Reply => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain' },
  body,
});

/** The API takes forms, and nothing else. */
function formOf({ headers, body }: SandboxRequest): URLSearchParams {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true) {
    throw artifactoryError(415, 'Unsupported Media Type');
  }
  return new URLSearchParams(body.toString('utf8'));
}

const groupsOf = (scope: string): string[] =>
  [...scope.matchAll(/member-of-groups:((?:"[^"]*"|[^\s"])+)/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/"([^"]*)"|([^,"]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
  );

const refused = (description: string) => legacyError(400, 'invalid_request', description);
