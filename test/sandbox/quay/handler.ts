import type { Reply, SandboxRequest } from '../http/message.ts';
import { html, json, withHeaders } from '../http/reply.ts';
import { findRoute } from '../http/router.ts';
import type { RouteKey } from '../http/router.ts';
import { isRegistered } from './api/discovery.ts';
import { apiRoutes } from './api/index.ts';
import type { Quay } from './context.ts';
import { Refusal, registryError } from './errors.ts';
import { exchangeFederated } from './exchange.ts';
import { passGate } from './gate.ts';
import { isAtLeast } from './settings.ts';
import { v2Auth, v2Support } from './v2.ts';
import { catchAll, config, csrfToken, noInterface, serviceKey, serviceKeys } from './web.ts';

interface WebRoute extends RouteKey {
  readonly since?: string;
  readonly handle: (
    quay: Quay,
    request: SandboxRequest,
    params: Readonly<Record<string, string>>,
  ) => Reply | Promise<Reply>;
}

const WEB_ROUTES: readonly WebRoute[] = [
  { method: 'GET', path: '/config', handle: config },
  { method: 'GET', path: '/csrf_token', handle: csrfToken },
  { method: 'GET', path: '/', handle: noInterface },
  {
    method: 'GET',
    path: '/keys/services/{service}/keys',
    handle: (quay, _request, { service = '' }) => serviceKeys(quay, service),
  },
  {
    method: 'GET',
    path: '/keys/services/{service}/keys/{kid}',
    handle: (quay, _request, { kid = '' }) => serviceKey(quay, kid),
  },
  {
    method: 'GET',
    path: '/oauth2/federation/robot/token',
    since: '3.13',
    handle: exchangeFederated,
  },
  { method: 'GET', path: '/v2/', handle: v2Support },
  { method: 'GET', path: '/v2/auth', handle: v2Auth },
];

/** Methods of every path that the web interface's catch-all takes as well. */
const ALWAYS_ALLOWED = ['OPTIONS', 'HEAD', 'GET'];
const ALLOW_ORDER = ['OPTIONS', 'HEAD', 'DELETE', 'PUT', 'POST', 'GET'];

/** Answers one request as Quay would; refusals become their error shapes here. */
export async function handleQuay(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const isApi = request.path.startsWith('/api/');
  quay.passwords.served();
  const reply = await answer(quay, request, isApi ? api : web);
  return isApi ? withHeaders(reply, { Connection: 'close' }) : reply;
}

async function answer(quay: Quay, request: SandboxRequest, part: typeof api): Promise<Reply> {
  try {
    return await part(quay, request);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return error.render(quay.origin);
  }
}

async function api(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const routes = apiRoutes.filter((route) => isRegistered(quay, route));
  const match = findRoute(routes, request.method, request.path);
  if (match === undefined) {
    return noSuchRoute(quay, request, routes);
  }
  const caller = passGate(quay, request);
  const reply = await match.route.handle({ quay, request, params: match.params, caller });
  return reply.status === 204 ? withHeaders(reply, { 'Content-Type': 'application/json' }) : reply;
}

/**
 * A path without such a method: JSON if it has others, except for GET, which the catch-all takes.
 */
function noSuchRoute(quay: Quay, request: SandboxRequest, routes: readonly RouteKey[]): Reply {
  const methods = routes
    .filter((route) => findRoute([route], route.method, request.path) !== undefined)
    .map(({ method }) => method);
  if (methods.length === 0 || request.method === 'GET' || request.method === 'HEAD') {
    return catchAll(quay, request);
  }
  const allowed = new Set([...ALWAYS_ALLOWED, ...methods]);
  return json(
    405,
    { message: 'The method is not allowed for the requested URL.' },
    { Allow: ALLOW_ORDER.filter((method) => allowed.has(method)).join(', ') },
  );
}

async function web(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const { settings } = quay;
  const isV2 = request.path.startsWith('/v2/');
  if (isV2 && settings.readOnly && request.method !== 'GET' && request.method !== 'HEAD') {
    throw registryError(405, 'DENIED', 'System is currently read-only.', {
      extra: { is_readonly: true },
    });
  }
  const routes = WEB_ROUTES.filter(
    ({ since }) => since === undefined || isAtLeast(settings.version, since),
  );
  const match = findRoute(routes, request.method, request.path);
  if (match !== undefined) {
    return match.route.handle(quay, request, match.params);
  }
  return request.path === '/v2/auth'
    ? html(405, '405 Method Not Allowed', { Allow: 'OPTIONS, GET, HEAD' })
    : catchAll(quay, request);
}
