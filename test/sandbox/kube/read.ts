import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { listObject, named, namespaceObject, NAMESPACE, NAMESPACES } from './resources.ts';
import { podObject, podsThere, serviceObject, services } from './resources.ts';
import type { Wish } from './rights.ts';
import { parseSelector } from './selector.ts';
import type { KubeSettings } from './settings.ts';
import { badRequest, invalid, methodNotAllowed, noResource, notFound, NO_CACHE } from './status.ts';

/** Answers a request for a resource that its sender may make. */
export function serveResource(
  request: SandboxRequest,
  { resource, namespace, name }: Wish,
  settings: KubeSettings,
): Reply {
  const isThere = namespace === NAMESPACE;
  switch (`${request.method} ${resource}${name === '' ? '' : '/…'}`) {
    case 'GET namespaces':
      return found(
        listObject(
          'NamespaceList',
          NAMESPACES.map((one) => namespaceObject(one)),
        ),
      );
    case 'GET namespaces/…':
      return name === NAMESPACE
        ? found(named('Namespace', namespaceObject()))
        : notFound(resource, name);
    case 'GET services':
      return found(
        listObject('ServiceList', (isThere ? services(settings) : []).map(serviceObject)),
      );
    case 'GET services/…': {
      const service = isThere ? services(settings).find((each) => each.name === name) : undefined;
      return service === undefined
        ? notFound(resource, name)
        : found(named('Service', serviceObject(service)));
    }
    case 'GET pods':
      return listPods(request.query, isThere, settings);
    case 'GET pods/…': {
      const pod = isThere ? podsThere(settings).find((each) => each.name === name) : undefined;
      return pod === undefined ? notFound(resource, name) : found(named('Pod', podObject(pod)));
    }
    case 'POST pods':
      return emptyPod();
    default:
      return ['namespaces', 'services', 'pods'].includes(resource)
        ? methodNotAllowed()
        : noResource();
  }
}

function listPods(query: URLSearchParams, isThere: boolean, settings: KubeSettings): Reply {
  const matches = parseSelector(query.get('labelSelector') ?? '');
  if (typeof matches === 'string') return badRequest(matches);
  const after = startOf(query.get('continue'));
  const items = (isThere ? podsThere(settings) : []).filter(
    ({ labels, name }) => matches(labels) && name > after,
  );
  const limit = Number(query.get('limit') ?? 0) || items.length;
  const page = items.slice(0, limit);
  const left = items.length - page.length;
  return found(
    listObject(
      'PodList',
      page.map(podObject),
      left === 0
        ? {}
        : { continue: continueAfter(page.at(-1)?.name ?? ''), remainingItemCount: left },
    ),
  );
}

/** The name after which a list goes on, hidden as the API server hides it. */
const continueAfter = (name: string): string =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: 292, start: `${name}\u0000` })).toString(
    'base64url',
  );

function startOf(token: string | null): string {
  if (token === null || token === '') return '';
  const { start } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { start: string };
  return start.replace('\u0000', '');
}

/** Nobody creates pods here: an empty one is all that is ever sent. */
function emptyPod(): Reply {
  const missing = [
    {
      reason: 'FieldValueRequired',
      message: 'Required value: name or generateName is required',
      field: 'metadata.name',
    },
    { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.containers' },
  ];
  return invalid('Pod', '', missing);
}

/** What is longer than Go's buffer comes in chunks. */
function found(object: object): Reply {
  const reply = json(200, object, NO_CACHE);
  return reply.body.length > 2048
    ? { ...reply, headers: { ...reply.headers, 'Transfer-Encoding': 'chunked' } }
    : reply;
}
