import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import type { Quay } from './context.ts';
import { aborted, registryError } from './errors.ts';
import { registryClaims, verifyOwnToken } from './registryToken.ts';
import { authorizeScopes } from './v2Scopes.ts';
import { v2Login } from './v2Login.ts';

/** What `/v2/` takes for a bearer at all. */
const BEARER = /^Bearer ((?:[\w+\-/]+\.)+[\w+\-/]+)$/;

/**
 * `GET /v2/`: 200 with a registry token, else 401; the challenge stands in both
 * (docs/registries/quay.md §8.1).
 */
export async function v2Support(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const header = (request.headers.authorization ?? '').trim();
  if (header === '') {
    return answer(quay, 401);
  }
  const [, token] = BEARER.exec(header) ?? [];
  if (token === undefined) {
    throw aborted(401, 'Invalid bearer token format', challenge(quay));
  }
  const verified = await verifyOwnToken(quay, token);
  if ('complaint' in verified) {
    throw aborted(401, verified.complaint, challenge(quay));
  }
  // Exchanged tokens carry an object here.
  if (!Array.isArray(verified.claims['access'])) {
    throw aborted(401, 'Token contained invalid or malformed access grants', challenge(quay));
  }
  return answer(quay, 200);
}

/** `GET /v2/auth`: trades Basic credentials for a registry token (docs/registries/quay.md §1.3). */
export async function v2Auth(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const scopes = request.query.getAll('scope');
  const login = await v2Login(quay, request.headers.authorization);
  if ('failure' in login) {
    throw unauthorized(quay, login.failure);
  }
  if (login.kind === 'anonymous' && scopes.every((scope) => scope === '')) {
    throw unauthorized(quay, 'access to the requested resource is not authorized');
  }
  const grants = authorizeScopes(
    quay,
    login,
    scopes.filter((scope) => scope !== ''),
  );
  if (scopes.length === 0) {
    quay.world.log('login_success', login.namespace, login.name, {
      ...login.audit,
      type: 'v2auth',
      useragent: request.headers['user-agent'] ?? '',
    });
  }
  const claims = registryClaims(quay, login, request.query.get('service'), grants);
  return json(
    200,
    { token: await quay.keys.sign(claims, quay.settings.certificateInTokens) },
    { 'Cache-Control': 'no-cache, no-store, must-revalidate', Connection: 'close' },
  );
}

function answer(quay: Quay, status: number): Reply {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      ...challenge(quay),
      'X-Sparse-Manifest-Support': 'false',
    },
    body: 'true',
  };
}

function unauthorized(quay: Quay, text: string): Error {
  return registryError(401, 'UNAUTHORIZED', text, {
    headers: { ...challenge(quay), Connection: 'close' },
  });
}

function challenge(quay: Quay): Record<string, string> {
  return {
    'WWW-Authenticate': `Bearer realm="${quay.origin}/v2/auth",service="${quay.hostname}"`,
    'Docker-Distribution-API-Version': 'registry/2.0',
  };
}
