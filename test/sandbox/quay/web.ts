import type { Reply, SandboxRequest } from '../http/message.ts';
import { html, json, redirect, withHeaders } from '../http/reply.ts';
import { decodePath } from '../http/router.ts';
import { FEATURES, OAUTH, SHOWN_CONFIG } from './config.ts';
import type { Quay } from './context.ts';
import { PLAIN_HTML, flaskPage } from './errors.ts';
import { SESSION_COOKIE } from './sessions.ts';

const NO_CACHE = { 'Cache-Control': 'no-cache, no-store, must-revalidate' };
/** Paths that the catch-all of the web interface leaves alone. */
const RESERVED = /^\/(?:v1|v2|cnr|customtrigger\/setup|bitbucket\/setup|repository|push)\//;
/** Keys are to be asked for again after a day at the latest, in seconds. */
const KEY_CACHE_S = 86_400;

/** `GET /config`, which needs no credential (docs/registries/quay.md §0). */
export function config(quay: Quay): Reply {
  const { settings } = quay;
  return json(200, {
    config: {
      ...SHOWN_CONFIG,
      SERVER_HOSTNAME: quay.hostname,
      ...(settings.robotsDisallow ? { ROBOTS_DISALLOW: true } : {}),
    },
    features: {
      ...FEATURES,
      ANONYMOUS_ACCESS: settings.anonymousAccess,
      APP_SPECIFIC_TOKENS: settings.appSpecificTokens,
      DIRECT_LOGIN: settings.directLogin,
      RESTRICTED_USERS: settings.restrictedUsers,
      SUPERUSERS_FULL_ACCESS: settings.superUsersFullAccess,
      USER_LAST_ACCESSED: settings.userLastAccessed,
    },
    oauth: OAUTH,
    external_login: [],
    registry_state: settings.readOnly ? 'readonly' : 'normal',
    account_recovery_mode: false,
    version_number: settings.hideVersion
      ? ''
      : (settings.versionText ?? `Quay ${settings.version}`),
  });
}

/** `GET /csrf_token`: opens a session for browsers (docs/registries/quay.md §1.1). */
export function csrfToken(quay: Quay, request: SandboxRequest): Reply {
  const session = quay.sessions.find(request.headers.cookie) ?? quay.sessions.open();
  return withHeaders(json(200, { csrf_token: session.csrfToken }), {
    'Set-Cookie': `${SESSION_COOKIE}=${session.id}; Secure; HttpOnly; Path=/; SameSite=Lax`,
  });
}

/**
 * `GET /keys/services/{service}/keys`: none for a service that nobody knows
 * (docs/registries/quay.md §8.1).
 */
export function serviceKeys(quay: Quay, service: string): Reply {
  const keys = service === quay.settings.keyService ? quay.keys.usable() : [];
  return json(200, { keys: keys.map((key) => key.jwk) });
}

/**
 * `GET /keys/services/{service}/keys/{kid}`, whatever the service: 404 unknown, 409 unapproved, 403
 * expired; a single key does not repeat its `kid`.
 */
export function serviceKey(quay: Quay, kid: string): Reply {
  const { current } = quay.keys;
  const key = quay.keys.keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) {
    throw flaskPage(404, '404 Not Found');
  }
  if (!key.approved) {
    throw flaskPage(409, '409 Conflict');
  }
  if (key !== current && key.expiresAt <= quay.clock.now()) {
    throw flaskPage(403, '403 Forbidden');
  }
  return json(200, { ...key.jwk, kid: undefined }, { 'Cache-Control': `max-age=${KEY_CACHE_S}` });
}

/**
 * The page of nginx in the place of a web interface, which the sandbox's Quay was built without.
 */
export function noInterface(): Reply {
  return html(404, '404 Not Found', PLAIN_HTML);
}

/**
 * Everything that is no route, API paths of older servers included: the web interface takes it for
 * a repository. GET goes to the same path with a slash and from there to an HTML 404, other verbs
 * get an HTML 405 (docs/registries/quay.md §8.1).
 */
export function catchAll(quay: Quay, request: SandboxRequest): Reply {
  if (RESERVED.test(request.path)) {
    return html(404, '404 Not Found');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return html(405, '405 Method Not Allowed', { Allow: 'OPTIONS, HEAD, GET' });
  }
  if (!request.path.endsWith('/')) {
    const query = request.target.slice(request.path.length);
    return redirect(308, `${quay.origin}${encodeURI(decodePath(request.path))}/${query}`);
  }
  // With a namespace called "api" the catch-all takes API paths for its private repositories.
  const hasApiNamespace = quay.world.organizations.has('api') || quay.world.users.has('api');
  return request.path.startsWith('/api/') && hasApiNamespace
    ? html(403, '403 Forbidden', NO_CACHE)
    : html(404, '404 Not Found', NO_CACHE);
}
