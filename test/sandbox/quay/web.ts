import type { Reply, SandboxRequest } from '../http/message.ts';
import { html, json, withHeaders } from '../http/reply.ts';
import type { Quay } from './context.ts';
import { message } from './errors.ts';
import { SESSION_COOKIE } from './sessions.ts';

/** `GET /config`, which needs no credential (docs/registries/quay.md §0). */
export function config(quay: Quay): Reply {
  const { settings } = quay;
  return json(200, {
    config: {
      SERVER_HOSTNAME: quay.hostname,
      AUTHENTICATION_TYPE: 'Database',
      ...(settings.robotsDisallow ? { ROBOTS_DISALLOW: true } : {}),
    },
    features: {
      ANONYMOUS_ACCESS: settings.anonymousAccess,
      APP_SPECIFIC_TOKENS: settings.appSpecificTokens,
      DIRECT_LOGIN: settings.directLogin,
      RATE_LIMITS: false,
      RESTRICTED_USERS: settings.restrictedUsers,
      SUPER_USERS: false,
      USER_LAST_ACCESSED: settings.userLastAccessed,
    },
    oauth: {},
    external_login: [],
    registry_state: settings.readOnly ? 'readonly' : 'normal',
    account_recovery_mode: false,
    version_number: settings.hideVersion ? '' : `Quay ${settings.version}`,
  });
}

/** `GET /csrf_token`: opens a session for browsers (docs/registries/quay.md §1.1). */
export function csrfToken(quay: Quay, request: SandboxRequest): Reply {
  const session = quay.sessions.find(request.headers.cookie) ?? quay.sessions.open();
  return withHeaders(json(200, { csrf_token: session.csrfToken }), {
    'Set-Cookie': `${SESSION_COOKIE}=${session.id}; Secure; HttpOnly; Path=/; SameSite=Lax`,
  });
}

/** `GET /keys/services/quay/keys` (docs/registries/quay.md §1.3). */
export function serviceKeys(quay: Quay): Reply {
  return json(200, { keys: quay.keys.usable().map((key) => key.jwk) });
}

/** `GET /keys/services/quay/keys/{kid}`: 404 unknown, 409 unapproved, 403 expired. */
export function serviceKey(quay: Quay, kid: string): Reply {
  const { current } = quay.keys;
  const key = quay.keys.keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) {
    throw message(404, 'Not Found');
  }
  if (!key.approved) {
    throw message(409, 'Key not yet approved');
  }
  if (key !== current && key.expiresAt <= quay.clock.now()) {
    throw message(403, 'Key expired');
  }
  return json(200, key.jwk, { 'Cache-Control': 'max-age=86400' });
}

/**
 * Everything that is no route: the web interface's catch-all answers GET with its HTML 404 and
 * other verbs with an HTML 405, API paths of older servers included (docs/registries/quay.md §2.0).
 */
export function catchAll(quay: Quay, request: SandboxRequest): Reply {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return html(405, '405 Method Not Allowed');
  }
  if (request.path === '/') {
    return html(200, 'Quay');
  }
  // With a namespace called "api" the catch-all takes API paths for its private repositories.
  const hasApiNamespace = quay.world.organizations.has('api') || quay.world.users.has('api');
  return request.path.startsWith('/api/') && hasApiNamespace
    ? html(403, '403 Forbidden')
    : html(404, '404 Not Found');
}
