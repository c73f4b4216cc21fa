import type { Reply } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import { admin, callerOf, findToken } from '../caller.ts';
import type { Call } from '../context.ts';
import { legacyError } from '../errors.ts';
import { authenticateArtifactory } from './system.ts';
import { lifetimeOf } from '../world.ts';

/** Longest life of a token that a user makes for herself, in seconds. */
const USER_LIMIT_S = 3600;

/** `POST /artifactory/api/security/token`: no id in the reply (contract §2.8). */
export function legacyCreate({ jfrog, request }: Call): Reply {
  const username = authenticateArtifactory(jfrog, request.headers.authorization);
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer === undefined ? undefined : findToken(jfrog, bearer);
  const isAdmin =
    typeof token === 'object'
      ? callerOf(jfrog, token).isAdmin
      : jfrog.world.users.get(username)?.isAdmin === true;
  const form = new URLSearchParams(request.body.toString('utf8'));
  const asked = Number(form.get('expires_in') ?? '3600');
  if (!isAdmin && (asked <= 0 || asked > USER_LIMIT_S)) {
    throw legacyError(
      400,
      'invalid_request',
      `The user: '${username}' can only create user token with expires in larger than 0 and smaller than ${USER_LIMIT_S} seconds (requested: ${asked})`,
    );
  }
  const issued = jfrog.world.issue({
    username: form.get('username') ?? username,
    scope: form.get('scope') ?? 'api:*',
    audience: form.get('audience') ?? 'jfrt@*',
    ...(asked === 0 ? {} : { lifetime: asked }),
    refreshable: form.get('refreshable') === 'true',
  });
  return json(200, {
    access_token: jfrog.world.jwt(issued),
    ...(asked === 0 ? {} : { expires_in: asked }),
    scope: issued.scope,
    token_type: 'Bearer',
    ...(issued.refresh === undefined ? {} : { refresh_token: issued.refresh }),
  });
}

export function legacyList({ jfrog, request }: Call): Reply {
  admin(jfrog, request);
  const tokens = [...jfrog.world.tokens.values()].filter(({ isRevoked }) => !isRevoked);
  return json(200, {
    tokens: tokens.map((token) => ({
      token_id: token.id,
      issuer: token.issuer,
      subject: token.subject,
      ...(lifetimeOf(token) === undefined ? {} : { expiry: token.expiry }),
      refreshable: token.isRefreshable,
      issued_at: token.issuedAt,
    })),
  });
}

export function legacyRevoke({ jfrog, request }: Call): Reply {
  authenticateArtifactory(jfrog, request.headers.authorization);
  const form = new URLSearchParams(request.body.toString('utf8'));
  const id = form.get('token_id') ?? jfrog.key.verify(form.get('token') ?? '')?.jti ?? '';
  const token = jfrog.world.tokens.get(id);
  const isThere = token !== undefined && !token.isRevoked;
  if (isThere) jfrog.world.revoke(token);
  const body = isThere ? 'Token revoked' : 'Token not found';
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body };
}
