import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { findRoute } from '../http/router.ts';
import type { RouteKey } from '../http/router.ts';
import { pollLogin, requestLogin } from './api/browserLogin.ts';
import { createToken } from './api/create.ts';
import * as directory from './api/directory.ts';
import * as docker from './api/docker.ts';
import * as legacy from './api/legacy.ts';
import { exchange } from './api/oidc.ts';
import * as system from './api/system.ts';
import { listRepositories } from './api/repositories.ts';
import { getToken, listTokens, revokeByValue, revokeToken } from './api/tokens.ts';
import type { Call, Jfrog } from './context.ts';
import { notRouted, Refusal } from './errors.ts';
import { isAtLeast } from './settings.ts';

interface Route extends RouteKey {
  readonly since?: string;
  readonly handle: (call: Call) => Reply;
}

const access = '/access/api/v1';
const login = '/access/api/v2/authentication/jfrog_client_login';
const pairing = '/{service}/api/v1/service_trust/pairing/{useCase}';

/**
 * The routes of docs/registries/jfrog.md §7, below the context path. The first that fits counts.
 */
const routes: readonly Route[] = [
  { method: 'GET', path: `${access}/system/ping`, handle: system.ping },
  { method: 'GET', path: '/artifactory/api/system/ping', handle: system.ping },
  { method: 'GET', path: '/artifactory/api/system/version', handle: system.version },
  { method: 'GET', path: '/artifactory/api/system/service_id', handle: system.serviceId },
  { method: 'POST', path: `${access}/oidc/token`, since: '7.64.0', handle: exchange },
  { method: 'POST', path: '/artifactory/api/system/usage', handle: system.usage },
  {
    method: 'GET',
    path: '/artifactory/api/security/encryptedPassword',
    handle: system.encryptedPassword,
  },
  { method: 'POST', path: `${access}/tokens`, since: '7.21.1', handle: createToken },
  { method: 'GET', path: `${access}/tokens`, since: '7.21.1', handle: listTokens },
  { method: 'GET', path: `${access}/tokens/{id}`, since: '7.21.1', handle: getToken },
  { method: 'DELETE', path: `${access}/tokens/revoke`, since: '7.21.1', handle: revokeByValue },
  { method: 'DELETE', path: `${access}/tokens/{id}`, since: '7.21.1', handle: revokeToken },
  { method: 'GET', path: '/access/api/v2/users', handle: directory.users },
  { method: 'GET', path: '/access/api/v2/groups', handle: directory.groups },
  { method: 'GET', path: '/artifactory/api/security/users', handle: directory.legacyUsers },
  { method: 'GET', path: '/artifactory/api/security/groups', handle: directory.legacyGroups },
  { method: 'GET', path: '/artifactory/api/repositories', handle: listRepositories },
  { method: 'GET', path: `${access}/projects`, handle: directory.projects },
  { method: 'GET', path: `${access}/projects/{key}/roles`, handle: directory.projectRoles },
  { method: 'GET', path: `${access}/cert/root`, since: '7.12.0', handle: system.rootCertificate },
  { method: 'POST', path: pairing, since: '7.29.7', handle: system.pair },
  { method: 'PUT', path: pairing, since: '7.29.7', handle: system.usePairing },
  { method: 'POST', path: `${login}/request`, since: '7.64.0', handle: requestLogin },
  { method: 'GET', path: `${login}/token/{session}`, since: '7.64.0', handle: pollLogin },
  { method: 'POST', path: '/artifactory/api/security/token', handle: legacy.legacyCreate },
  { method: 'GET', path: '/artifactory/api/security/token', handle: legacy.legacyList },
  { method: 'POST', path: '/artifactory/api/security/token/revoke', handle: legacy.legacyRevoke },
  {
    method: 'GET',
    path: '/artifactory/api/docker/{repository}/v2/token',
    handle: docker.repositoryToken,
  },
];

/** Docker's protocol lives at the root of the host, whatever the context path. */
const rootRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/', handle: docker.support },
  { method: 'GET', path: '/v2/token', handle: docker.token },
];

/** Answers one request as JFrog's router and services would. */
export function handleJfrog(jfrog: Jfrog, request: SandboxRequest): Reply {
  const { settings } = jfrog;
  if (settings.rateLimited > 0) {
    settings.rateLimited -= 1;
    return dress(jfrog, json(429, { errors: [] }, { 'Retry-After': '1' }));
  }
  const context = new URL(jfrog.platform).pathname.replace(/\/$/, '');
  const root = findRoute(rootRoutes, request.method, request.path);
  const below = request.path.startsWith(`${context}/`)
    ? findRoute(available(jfrog), request.method, request.path.slice(context.length))
    : undefined;
  const match = root ?? below;
  if (match === undefined) return dress(jfrog, notRouted());
  try {
    return dress(jfrog, match.route.handle({ jfrog, request, params: match.params }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return dress(jfrog, error.reply);
  }
}

const available = ({ settings }: Jfrog): readonly Route[] =>
  routes.filter(({ since }) => since === undefined || isAtLeast(settings.version, since));

/** The quirks that concern every reply. */
function dress({ settings, world }: Jfrog, reply: Reply): Reply {
  const { 'Content-Type': type, ...rest } = reply.headers;
  const date = new Date(world.clock.now() + settings.dateSkew * 1000).toUTCString();
  return {
    ...reply,
    headers: {
      ...rest,
      Date: date,
      ...(type === undefined || settings.noContentType ? {} : { 'Content-Type': type }),
    },
  };
}
