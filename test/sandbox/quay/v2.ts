import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { v2Login } from './v2Login.ts';
import type { Quay } from './context.ts';
import { registryError } from './errors.ts';
import { authorizeScopes } from './v2Scopes.ts';
import { registryClaims, verifyOwnToken } from './registryToken.ts';

const VERSION_HEADER = { 'Docker-Distribution-API-Version': 'registry/2.0' };

/** `GET /v2/`: 401 with the challenge, 200 with a registry token (docs/registries/quay.md §1.3). */
export async function v2Support(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const [scheme, token] = (request.headers.authorization ?? '').split(/\s+/);
  if (scheme?.toLowerCase() === 'bearer' && token !== undefined) {
    try {
      const { access } = await verifyOwnToken(quay.keys, token, quay.clock.now());
      // Federated tokens carry an object here, which the schema of /v2 rejects.
      if (Array.isArray(access)) {
        return json(200, true, VERSION_HEADER);
      }
    } catch {
      // Any wrong token gets the challenge again.
    }
  }
  return json(401, true, { ...VERSION_HEADER, ...challenge(quay) });
}

/** `GET /v2/auth`: trades Basic credentials for a registry token (docs/registries/quay.md §1.3). */
export async function v2Auth(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const scopes = request.query.getAll('scope').filter((scope) => scope !== '');
  const login = await v2Login(quay, request.headers.authorization);
  if ('failure' in login) {
    throw unauthorized(quay, login.failure);
  }
  if (login.kind === 'anonymous' && scopes.length === 0) {
    throw unauthorized(quay, 'access to the requested resource is not authorized');
  }
  const access = authorizeScopes(quay.world, login, scopes);
  const claims = registryClaims(
    { kind: login.kind, name: login.name, reference: login.reference },
    request.query.get('service'),
    access,
    quay.clock.now(),
  );
  return json(
    200,
    { token: await quay.keys.sign(claims) },
    { 'Cache-Control': 'no-cache, no-store, must-revalidate', Connection: 'close' },
  );
}

function unauthorized(quay: Quay, text: string): Error {
  return registryError(401, 'UNAUTHORIZED', text, {
    headers: { ...challenge(quay), Connection: 'close' },
  });
}

function challenge(quay: Quay): Record<string, string> {
  return {
    'WWW-Authenticate': `Bearer realm="${quay.origin}/v2/auth",service="${quay.hostname}"`,
  };
}
