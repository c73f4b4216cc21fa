import type { SandboxClock } from '../clock.ts';
import type { Reply, SandboxRequest } from '../http/message.ts';
import type { Recorder } from '../http/recorder.ts';
import { json } from '../http/reply.ts';
import { findRoute } from '../http/router.ts';
import { startServer, type SandboxServer } from '../http/server.ts';
import { LETTERS_AND_DIGITS, type Random } from '../random.ts';
import type { Leaf } from '../tls/authority.ts';
import { exec, Execs, type RunCommand } from './exec.ts';
import { identify, type Identity } from './identity.ts';
import { discovery, NAMESPACE, pod, podList, podsThere, service, SERVICE } from './resources.ts';
import { usualSettings, type KubeSettings } from './settings.ts';
import { failure, forbidden, notFound, unauthorized } from './status.ts';

export interface KubeApiOptions {
  readonly leaf: Leaf;
  /** Authority of client certificates, PEM. */
  readonly clientAuthority: string;
  readonly recorder: Recorder;
  readonly clock: SandboxClock;
  readonly random: Random;
  /** What runs in the pod. */
  readonly run: RunCommand;
}

/**
 * A Kubernetes API server with one namespace, one service and its pods (docs/registries/rok.md §4).
 */
export interface KubeApi extends SandboxServer {
  readonly settings: KubeSettings;
  readonly execs: Execs;
  /** Bearer token of a developer who may do everything here. */
  readonly token: string;
  /** Tokens that are taken, by user; a test may add and remove some. */
  readonly users: Map<string, string>;
  /** As whom each request acted that was let in, in order; `exec` for the upgraded ones. */
  readonly acted: Acted[];
}

export interface Acted extends Identity {
  readonly resource: 'exec' | 'api';
}

export async function startKubeApi(options: KubeApiOptions): Promise<KubeApi> {
  const settings = usualSettings();
  const token = options.random.text(40, LETTERS_AND_DIGITS);
  const users = new Map([[token, 'developer']]);
  const execs = new Execs();
  const acted: Acted[] = [];
  /** The one who asks, or the refusal. */
  const admit = (request: SandboxRequest, resource: Acted['resource']): string | Reply => {
    const signedIn = authenticate(request, users);
    if (signedIn === undefined) return unauthorized();
    const identity = identify(request, signedIn, settings);
    if ('status' in identity) return identity;
    acted.push({ ...identity, resource });
    return identity.user;
  };
  const server = await startServer({
    ...options,
    name: 'kube',
    handle: (request) => {
      const user = admit(request, 'api');
      return typeof user === 'string' ? read(request, user, settings) : user;
    },
    upgrade: (request, socket, head) => {
      const user = admit(request, 'exec');
      if (typeof user !== 'string') return user;
      const refusal = refuseExec(request, user, settings);
      return refusal ?? exec(request, socket, head, settings, options.run, execs);
    },
  });
  return { ...server, settings, execs, token, users, acted };
}

/** The user behind a bearer token or a client certificate. As kube-apiserver, a bad one is 401. */
function authenticate(
  { headers, clientCertificate }: SandboxRequest,
  users: ReadonlyMap<string, string>,
): string | undefined {
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return users.get(token);
  if (clientCertificate === undefined || clientCertificate.problem !== undefined) return undefined;
  return clientCertificate.commonName;
}

const BASE = '/api/v1/namespaces/{namespace}';
const ROUTES = [
  { method: 'GET', path: BASE, resource: 'namespace' },
  { method: 'GET', path: `${BASE}/services/{name}`, resource: 'services' },
  { method: 'GET', path: `${BASE}/pods`, resource: 'pods' },
  { method: 'GET', path: `${BASE}/pods/{name}`, resource: 'pod' },
  { method: 'GET', path: `${BASE}/pods/{name}/exec`, resource: 'pods/exec' },
  { method: 'POST', path: `${BASE}/pods/{name}/exec`, resource: 'pods/exec' },
] as const;

function read(request: SandboxRequest, user: string, settings: KubeSettings): Reply {
  const known = discovery[request.path];
  if (known !== undefined) return json(200, known);
  const match = findRoute(ROUTES, request.method, request.path);
  const { namespace = '', name = '' } = match?.params ?? {};
  switch (match?.route.resource) {
    case 'namespace':
      return namespace === NAMESPACE
        ? json(200, { kind: 'Namespace', apiVersion: 'v1', metadata: { name: NAMESPACE } })
        : notFound('namespaces', namespace);
    case 'services':
      if (!settings.mayGetServices) return forbidden(user, 'get', 'services', name, namespace);
      return namespace === NAMESPACE && name === SERVICE
        ? json(200, service(settings))
        : notFound('services', name);
    case 'pods':
      if (!settings.mayListPods) return forbidden(user, 'list', 'pods', '', namespace);
      return json(
        200,
        podList(
          namespace === NAMESPACE ? (request.query.get('labelSelector') ?? '') : '-',
          settings,
        ),
      );
    case 'pod':
      return isPod(namespace, name, settings)
        ? json(200, pod(name, settings))
        : notFound('pods', name);
    case 'pods/exec':
      return (
        refuseExec(request, user, settings) ??
        failure(400, 'BadRequest', 'Upgrade request required')
      );
    case undefined:
      return failure(404, 'NotFound', 'the server could not find the requested resource');
  }
}

const isPod = (namespace: string, name: string, settings: KubeSettings): boolean =>
  namespace === NAMESPACE && podsThere(settings).includes(name);

function refuseExec(
  request: SandboxRequest,
  user: string,
  settings: KubeSettings,
): Reply | undefined {
  const match = findRoute(ROUTES, request.method, request.path);
  const { namespace = '', name = '' } = match?.params ?? {};
  if (match?.route.resource !== 'pods/exec') return notFound('pods', name);
  if (!settings.mayExec) return forbidden(user, 'create', 'pods/exec', name, namespace);
  if (!isPod(namespace, name, settings)) return notFound('pods', name);
  return undefined;
}
