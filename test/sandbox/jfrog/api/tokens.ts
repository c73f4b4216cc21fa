import type { Reply } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import { admin, caller } from '../caller.ts';
import type { Call, Jfrog } from '../context.ts';
import { accessError, bareError } from '../errors.ts';
import type { JfrogToken } from '../model.ts';
import { isAtLeast } from '../settings.ts';
import { lifetimeOf } from '../world.ts';

/** `GET /access/api/v1/tokens`: everything in one reply (docs/registries/jfrog.md §2.3). */
export function listTokens({ jfrog, request }: Call): Reply {
  const who = caller(jfrog, request);
  const { world, settings } = jfrog;
  const { query } = request;
  const found = [...world.tokens.values()].filter(
    (token) =>
      !token.isRevoked &&
      world.isPersisted(token) &&
      (who.isAdmin || token.username === who.username) &&
      matches(token, query) &&
      (!settings.listsScope || fitsScope(token.scope, query.get('scope'))),
  );
  const order = query.get('order_by');
  if (order !== null) found.sort(by(order));
  if (query.get('descending_order') === 'true') found.reverse();
  return json(200, { tokens: found.map((token) => item(jfrog, token)) });
}

function matches(token: JfrogToken, query: URLSearchParams): boolean {
  const username = query.get('username');
  const description = query.get('description');
  const refreshable = query.get('refreshable');
  const id = query.get('token_id');
  return (
    (username === null || token.username === username) &&
    (description === null || fits(token.description ?? '', description)) &&
    (refreshable === null || String(token.isRefreshable) === refreshable) &&
    (id === null || token.id === id)
  );
}

/** Newer servers filter by scope, a `*` at either end standing for anything (§2.3). */
const fitsScope = (scope: string, pattern: string | null): boolean =>
  pattern === null ||
  new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`).test(scope);

const fits = (text: string, pattern: string): boolean =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;

function by(order: string): (a: JfrogToken, b: JfrogToken) => number {
  switch (order) {
    case 'created':
      return (a, b) => a.issuedAt - b.issuedAt;
    case 'expiry':
      return (a, b) => (a.expiry ?? Infinity) - (b.expiry ?? Infinity);
    case 'token_id':
      return (a, b) => (a.id < b.id ? -1 : 1);
    default:
      return (a, b) => (a.username < b.username ? -1 : 1);
  }
}

/** An item of the list (docs/registries/jfrog.md §2.3). */
function item({ settings }: Jfrog, token: JfrogToken): object {
  return {
    token_id: token.id,
    subject: token.subject,
    issued_at: token.issuedAt,
    ...(token.expiry === undefined ? {} : { expiry: token.expiry }),
    issuer: token.issuer,
    ...(token.description === undefined ? {} : { description: token.description }),
    refreshable: token.isRefreshable,
    ...(token.lastUsed === undefined ? {} : { last_used: token.lastUsed }),
    ...(token.project === undefined ? {} : { project: token.project }),
    ...(settings.listsScope ? { scope: token.scope } : {}),
    ...(settings.unknownFields ? { shiny_new_field: true } : {}),
  };
}

/**
 * `GET /access/api/v1/tokens/{id}` and, from 7.53.1 on, `/me`, which from 7.68 on answers to tokens
 * for other services, too (docs/registries/jfrog.md §9).
 */
export function getToken({ jfrog, request, params }: Call): Reply {
  const { world, settings } = jfrog;
  const { id = '' } = params;
  const who = caller(jfrog, request, id === 'me' && isAtLeast(settings.version, '7.68'));
  if (id === 'me' && isAtLeast(settings.version, '7.53.1') && who.token !== undefined) {
    return json(200, item(jfrog, who.token));
  }
  const token = world.tokens.get(id);
  if (token === undefined || token.isRevoked || !world.isPersisted(token)) throw accessError(404);
  if (!who.isAdmin && token.username !== who.username) throw accessError(403);
  return json(200, item(jfrog, token));
}

/** `DELETE /access/api/v1/tokens/{id}` and `/me` (docs/registries/jfrog.md §2.5). */
export function revokeToken({ jfrog, request, params }: Call): Reply {
  const who = caller(jfrog, request);
  const { id = '' } = params;
  const token = id === 'me' ? who.token : jfrog.world.tokens.get(id);
  if (token === undefined || token.isRevoked) return { status: 204, headers: {}, body: '' };
  if (!who.isAdmin && token.username !== who.username) throw accessError(403);
  revoke(jfrog, token);
  return { status: 200, headers: {}, body: '' };
}

/** `DELETE /access/api/v1/tokens/revoke`: by the token's text, for admins, from 7.68 on. */
export function revokeByValue(call: Call): Reply {
  const { jfrog, request } = call;
  if (!isAtLeast(jfrog.settings.version, '7.68')) {
    return revokeToken({ ...call, params: { id: 'revoke' } });
  }
  admin(jfrog, request);
  const { world } = jfrog;
  const body = JSON.parse(request.body.toString('utf8')) as { readonly token?: unknown };
  const text = typeof body.token === 'string' ? body.token : '';
  const jti = text.startsWith('eyJ') ? jfrog.key.verify(text)?.jti : undefined;
  const token =
    world.byReference.get(text) ?? (jti === undefined ? undefined : world.tokens.get(jti));
  if (token === undefined) throw accessError(400, 'Invalid token');
  revoke(jfrog, token);
  return json(200, { 'revoked-token-id': token.id });
}

function revoke({ world, settings }: Jfrog, token: JfrogToken): void {
  if (!world.isRevocable(token)) {
    const lifetime = lifetimeOf(token) ?? 0;
    const text = 'Token not revocable';
    throw bareError(
      400,
      text,
      `${text}. Token expirationTimeMillis: ${(token.issuedAt + lifetime) * 1000}, ` +
        `issuedAtMillis: ${token.issuedAt * 1000}, ` +
        `revocableExpiryThresholdMillis: ${settings.revocableThreshold * 1000}`,
    );
  }
  world.revoke(token);
}
