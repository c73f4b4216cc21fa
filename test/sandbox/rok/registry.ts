import type { Reply, SandboxRequest } from '../http/message.ts';
import { html, json, redirect } from '../http/reply.ts';
import type { ManageSettings } from './manage.ts';
import { isoMicroseconds, type RokWorld } from './world.ts';

/** The path that stands in front of everything: base addresses of Rok have one (docs/registries/rok.md §1). */
export const REGISTRY_PATH = '/registry';

/** Answers as the Rok registry: the one route that is published (docs/registries/rok.md §1, step 6). */
export function serveRegistry(
  request: SandboxRequest,
  world: RokWorld,
  { redirectsNobody }: Pick<ManageSettings, 'redirectsNobody'>,
): Reply {
  if (redirectsNobody && request.headers.authorization === undefined) {
    return redirect(302, '/dex/auth?client_id=registry');
  }
  if (request.path !== `${REGISTRY_PATH}/auth/v1/token`) return html(404, '404 Not Found');
  if (request.method !== 'GET') return html(405, '405 Method Not Allowed');
  const secret = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = secret === undefined ? undefined : world.findValid(secret);
  if (token === undefined) return json(401, UNAUTHORIZED);
  return json(200, {
    uuid: token.uuid,
    created_at: isoMicroseconds(token.createdAt),
    expires_at: isoMicroseconds(token.expiresAt),
    user: { uuid: token.account.uuid, username: token.account.userName },
  });
}

const UNAUTHORIZED = {
  unauthorized: {
    message: 'Unauthorized',
    code: 401,
    details:
      'This server could not verify that you are authorized to access the document you requested',
  },
};
