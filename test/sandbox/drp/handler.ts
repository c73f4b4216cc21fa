import type { Reply, SandboxRequest } from '../http/message.ts';
import type { RouteKey } from '../http/router.ts';
import { authenticate, demand, may } from './auth.ts';
import { OBJECTS } from './claims.ts';
import type { Call, Drp } from './context.ts';
import { noRoute, notFound, Refusal, reply } from './errors.ts';
import { infoOf } from './info.ts';
import { list } from './list.ts';
import { userToken } from './mint.ts';
import { createRole, deleteRole, getRole, listRoles } from './roles.ts';
import {
  createUser,
  deleteUser,
  getUser,
  headUser,
  listUsers,
  patchUser,
  putPassword,
} from './users.ts';
import { machineView } from './views.ts';

interface Route extends RouteKey {
  /** Roles came with 3.9. */
  readonly notInV35?: true;
  readonly handle: (call: Call) => Reply;
}

const BASE = '/api/v3';

const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/users', handle: listUsers },
  { method: 'HEAD', path: '/users', handle: listUsers },
  { method: 'POST', path: '/users', handle: createUser },
  { method: 'GET', path: '/users/{name}', handle: getUser },
  { method: 'HEAD', path: '/users/{name}', handle: headUser },
  { method: 'PATCH', path: '/users/{name}', handle: patchUser },
  { method: 'DELETE', path: '/users/{name}', handle: deleteUser },
  { method: 'PUT', path: '/users/{name}/password', handle: putPassword },
  { method: 'GET', path: '/users/{name}/token', handle: userToken },
  { method: 'GET', path: '/roles', notInV35: true, handle: listRoles },
  { method: 'POST', path: '/roles', notInV35: true, handle: createRole },
  { method: 'GET', path: '/roles/{name}', notInV35: true, handle: getRole },
  { method: 'DELETE', path: '/roles/{name}', notInV35: true, handle: deleteRole },
  {
    method: 'GET',
    path: '/machines',
    handle: (call) => list(call, 'machines', () => call.drp.world.machines.map(machineView)),
  },
  { method: 'GET', path: '/machines/{name}', handle: getMachine },
  { method: 'GET', path: '/objects', handle: objects },
  { method: 'GET', path: '/info', handle: info },
];

/** Answers one request as DRP would. */
export function handleDrp(drp: Drp, request: SandboxRequest): Reply {
  try {
    // Authentication comes before routes: everything below /api/v3 wants it
    // (docs/registries/drp.md §1).
    const caller = authenticate(drp, request);
    const found = findRoute(drp, request);
    if (found === undefined) throw noRoute(request.method, request.path);
    return found.route.handle({ drp, request, params: found.params, caller });
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function findRoute(
  drp: Drp,
  { method, path }: SandboxRequest,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  if (!path.startsWith(`${BASE}/`)) return undefined;
  // gin splits first and decodes then, so that an escaped slash stays inside a name.
  const segments = path
    .slice(BASE.length + 1)
    .split('/')
    .map(decode);
  for (const route of ROUTES) {
    const template = route.path.slice(1).split('/');
    const isThere = route.notInV35 !== true || drp.settings.mode !== 'v35';
    if (!isThere || route.method !== method || template.length !== segments.length) continue;
    const params: Record<string, string> = {};
    const fits = template.every((part, index) => {
      const segment = segments[index] ?? '';
      if (!part.startsWith('{')) return part === segment;
      params[part.slice(1, -1)] = segment;
      return segment !== '';
    });
    if (fits) return { route, params };
  }
  return undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function objects(call: Call): Reply {
  demand(call, 'objects', 'list', '');
  return reply(200, OBJECTS);
}

function info(call: Call): Reply {
  demand(call, 'info', 'get', '');
  return reply(200, infoOf(call.drp));
}

function getMachine(call: Call): Reply {
  const { drp, params } = call;
  const machine = drp.world.machines.find(({ uuid }) => uuid === params['name']);
  if (machine === undefined || !may(call, 'machines', 'get', machine.uuid)) {
    throw notFound('GET', 'machines', params['name'] ?? '');
  }
  return reply(200, machineView(machine));
}
