import type { Reply, SandboxRequest } from '../http/message.ts';
import { redirect, withHeaders } from '../http/reply.ts';
import { findRoute } from '../http/router.ts';
import type { RouteKey } from '../http/router.ts';
import { isRegistered } from './api/discovery.ts';
import { apiRoutes } from './api/index.ts';
import type { Quay } from './context.ts';
import { Refusal, modelError, registryError } from './errors.ts';
import { exchangeFederated } from './exchange.ts';
import { passGate } from './gate.ts';
import { isAtLeast } from './settings.ts';
import { v2Auth, v2Support } from './v2.ts';
import { catchAll, config, csrfToken, serviceKey, serviceKeys } from './web.ts';

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
  { method: 'GET', path: '/keys/services/quay/keys', handle: serviceKeys },
  {
    method: 'GET',
    path: '/keys/services/quay/keys/{kid}',
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

/** Answers one request as Quay would; refusals become their error shapes here. */
export async function handleQuay(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const isApi = request.path.startsWith('/api/');
  try {
    const reply = await (isApi ? api(quay, request) : web(quay, request));
    return isApi ? withHeaders(reply, { Connection: 'close' }) : reply;
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const reply = error.render(quay.origin);
    return isApi ? withHeaders(reply, { Connection: 'close' }) : reply;
  }
}

async function api(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const routes = apiRoutes.filter((route) => isRegistered(quay, route));
  const match = findRoute(routes, request.method, request.path);
  if (match === undefined) {
    const slashed = findRoute(routes, request.method, `${request.path}/`);
    if (slashed !== undefined) {
      const query = request.target.slice(request.path.length);
      return redirect(308, `${quay.origin}${request.path}/${query}`);
    }
    return catchAll(quay, request);
  }
  const caller = passGate(quay, request);
  if (Object.values(match.params).some((value) => /[^ -~]/.test(value))) {
    throw modelError('Invalid characters in the name');
  }
  return match.route.handle({ quay, request, params: match.params, caller });
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
  return match === undefined
    ? catchAll(quay, request)
    : match.route.handle(quay, request, match.params);
}
