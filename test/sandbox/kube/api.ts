import type { SandboxClock } from '../clock.ts';
import type { Reply, SandboxRequest } from '../http/message.ts';
import type { Recorder } from '../http/recorder.ts';
import { startServer, type SandboxServer } from '../http/server.ts';
import { LETTERS_AND_DIGITS, type Random } from '../random.ts';
import type { Leaf } from '../tls/authority.ts';
import { discover } from './discovery.ts';
import { exec, Execs } from './exec.ts';
import { identify, type Identity } from './identity.ts';
import { placeOf, type RunCommand } from './kubelet.ts';
import { isAcceptable, notAcceptable } from './negotiation.ts';
import { isStored, serveObjects } from './objects.ts';
import { serveResource } from './read.ts';
import { NAMESPACES } from './resources.ts';
import { ANONYMOUS, refusePath, refuseUpgrade, refuseWish, type Wish } from './rights.ts';
import { usualSettings, type KubeSettings } from './settings.ts';
import { Store } from './store.ts';
import { badRequest, noResource, pageNotFound, unauthorized } from './status.ts';
import { wishOf } from './wish.ts';

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

/** A Kubernetes API server with one service and its pods, and with secrets and service accounts (docs/registries/rok.md §4 and §5). */
export interface KubeApi extends SandboxServer {
  readonly settings: KubeSettings;
  readonly execs: Execs;
  /** The secrets and service accounts that are there. */
  readonly objects: Store;
  /** Bearer token of a developer who may do in the namespace what the settings grant. */
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
  const objects = new Store();
  objects.reset(NAMESPACES);
  const acted: Acted[] = [];
  /** The one who asks, or the refusal. */
  const admit = (request: SandboxRequest, resource: Acted['resource']): string | Reply => {
    const signedIn = settings.dropsAuthorization ? ANONYMOUS : authenticate(request, users);
    if (signedIn === undefined || (signedIn === ANONYMOUS && !settings.anonymousAuth)) {
      return unauthorized();
    }
    const identity = identify(request, signedIn, settings);
    if ('status' in identity) return identity;
    acted.push({ ...identity, resource });
    return identity.user;
  };
  const server = await startServer({
    ...options,
    name: 'kube',
    handle: (whole) => {
      const request = behind(whole, settings);
      if (request === undefined) return pageNotFound();
      const user = admit(request, 'api');
      return typeof user === 'string' ? serve(request, user, settings, objects) : user;
    },
    upgrade: (whole, socket, head) => {
      const request = behind(whole, settings);
      if (request === undefined) return pageNotFound();
      const wish = wishOf(request.method, request.path);
      const user = admit(request, wish?.resource === 'pods/exec' ? 'exec' : 'api');
      if (typeof user !== 'string') return user;
      // Elsewhere the wish for another protocol is not heard.
      if (wish?.resource !== 'pods/exec') return serve(request, user, settings, objects);
      const refused = refuseWish(user, wish, settings) ?? refuseUpgrade(user, wish.name, settings);
      if (refused !== undefined) return refused;
      const place = placeOf(wish, request.query, settings);
      return 'status' in place
        ? place
        : exec(request, socket, head, place, { settings, run: options.run, execs });
    },
  });
  return { ...server, settings, execs, objects, token, users, acted };
}

/** A request as it is behind the prefix; `undefined` for one that does not have it. */
function behind(request: SandboxRequest, { prefix }: KubeSettings): SandboxRequest | undefined {
  const { path } = request;
  return path.startsWith(prefix) ? { ...request, path: path.slice(prefix.length) } : undefined;
}

/**
 * The user behind a bearer token or a client certificate. As kube-apiserver, one that is not good is
 * refused, and what is no credential to it (nothing, Basic, an empty bearer) makes an anonymous user.
 */
function authenticate(
  { headers, clientCertificate }: SandboxRequest,
  users: ReadonlyMap<string, string>,
): string | undefined {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return users.get(token);
  if (clientCertificate === undefined) return ANONYMOUS;
  return clientCertificate.problem === undefined ? clientCertificate.commonName : undefined;
}

function serve(
  request: SandboxRequest,
  user: string,
  settings: KubeSettings,
  objects: Store,
): Reply {
  const { method, path, headers } = request;
  const wish = wishOf(method, path);
  if (wish === undefined) {
    const known = discover(path, settings.minor);
    const isOfApi = /^\/apis?\/v1\//.test(path);
    return (
      refusePath(user, method === 'GET' ? 'get' : method.toLowerCase(), path) ??
      known ??
      (isOfApi ? noResource() : pageNotFound())
    );
  }
  const refused = refuseWish(user, wish, settings);
  if (refused !== undefined) return refused;
  const { resource } = wish;
  if (isStored(resource)) return serveObjects(request, { ...wish, resource }, objects);
  if (!isAcceptable(headers.accept)) return notAcceptable();
  return serveWish(request, wish, settings);
}

function serveWish(request: SandboxRequest, wish: Wish, settings: KubeSettings): Reply {
  if (wish.resource !== 'pods/exec' && wish.resource !== 'pods/log') {
    return serveResource(request, wish, settings);
  }
  const place = placeOf(wish, request.query, settings);
  if ('status' in place) return place;
  return wish.resource === 'pods/exec' ? badRequest('Upgrade request required') : noResource();
}
