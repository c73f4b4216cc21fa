import { decodeJwt } from 'jose';
import type { SandboxRequest } from '../http/message.ts';
import type { Quay } from './context.ts';
import { aborted, readOnly } from './errors.ts';
import { isJwt } from './registryToken.ts';
import type { Caller } from './rights.ts';

const NOBODY: Caller = { user: undefined, via: 'nothing' };
const BROWSER = /\b(?:Chrome|Chromium|CriOS|Firefox|FxiOS|Safari|Opera|OPR|Edge?|MSIE|Trident)\//;
const LAST_ACCESSED_THRESHOLD_MS = 60_000;

/**
 * The filters in front of every API handler, in Quay's order (docs/registries/quay.md §1.1):
 * browsers without XHR, credentials, CSRF, read-only mode, anonymous access.
 * @throws a refusal in the shape of the filter that stopped the request
 */
export function passGate(quay: Quay, request: SandboxRequest): Caller {
  refuseBareBrowsers(quay, request);
  const caller = identify(quay, request);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    checkCsrf(quay, request, caller);
    if (quay.settings.readOnly) {
      throw readOnly();
    }
  }
  if (caller.user === undefined && !quay.settings.anonymousAccess && !isOpen(request)) {
    throw aborted(401, 'Anonymous access is not allowed');
  }
  return caller;
}

function refuseBareBrowsers(quay: Quay, request: SandboxRequest): void {
  const isBrowser = BROWSER.test(request.headers['user-agent'] ?? '');
  const isXhr = request.headers['x-requested-with'] === 'XMLHttpRequest';
  if (quay.settings.browserCallsXhrOnly && request.method === 'GET' && isBrowser && !isXhr) {
    throw aborted(
      400,
      'API calls must be invoked with an X-Requested-With header if called from a browser',
    );
  }
}

/** A valid bearer, else a session; Basic and everything else is nobody. */
function identify(quay: Quay, request: SandboxRequest): Caller {
  const [scheme, secret, ...rest] = (request.headers.authorization ?? '')
    .split(' ')
    .filter((part) => part !== '');
  if (scheme?.toLowerCase() === 'bearer' && secret !== undefined && rest.length === 0) {
    refuseJwt(secret);
    return bearer(quay, secret);
  }
  const session = quay.sessions.find(request.headers.cookie);
  const user = quay.world.users.get(session?.username ?? '');
  return user === undefined || session?.signedInAt === undefined
    ? NOBODY
    : { user, via: 'session', signedInAt: session.signedInAt };
}

function bearer(quay: Quay, secret: string): Caller {
  const token = quay.world.apiTokens.get(secret);
  const now = quay.clock.now();
  const user = quay.world.users.get(token?.user ?? '');
  if (token === undefined || user === undefined || token.expiresAt <= now) {
    return NOBODY;
  }
  if (now - (token.lastAccessed ?? 0) >= LAST_ACCESSED_THRESHOLD_MS) {
    token.lastAccessed = now;
  }
  return { user, via: 'bearer', token };
}

/** A JWT goes to the SSO path, which knows no issuer here. */
function refuseJwt(secret: string): void {
  if (isJwt(secret)) {
    throw aborted(401, ssoComplaint(secret));
  }
}

/** What the path of single sign-on says of a JWT: no issuer is configured. */
export function ssoComplaint(jwt: string): string {
  const { iss } = decodeJwt(jwt);
  return iss === undefined ? 'Token does not contain issuer' : `Issuer ${iss} not configured`;
}

function checkCsrf(quay: Quay, request: SandboxRequest, caller: Caller): void {
  if (caller.via === 'bearer') {
    return;
  }
  const session = quay.sessions.find(request.headers.cookie);
  const sent = request.headers['x-csrf-token'] ?? request.query.get('_csrf_token');
  if (sent !== session?.csrfToken) {
    const who = caller.user === undefined ? '' : ` (authorized: user ${caller.user.username})`;
    throw aborted(403, `CSRF token was invalid or missing.${who}`);
  }
}

/** Routes that work for everybody even when anonymous access is off. */
function isOpen(request: SandboxRequest): boolean {
  return ['/api/v1/discovery', '/api/v1/signin', '/api/v1/user/'].includes(request.path);
}
