import type { Reply } from '../../http/message.ts';
import { getAction, listActions, runAction } from '../actions.ts';
import { demand } from '../authorize.ts';
import type { Call, Drp } from '../context.ts';
import { since } from '../context.ts';
import { notFound, reply } from '../errors.ts';
import { getIndexes, listIndexes } from '../indexes.ts';
import { infoOf } from '../info.ts';
import { listObjects } from '../list.ts';
import { getMeta } from '../meta.ts';
import { userToken } from '../mint/token.ts';
import { create, patch, remove, update } from '../objects/change.ts';
import type { Kind } from '../objects/kind.ts';
import { roles, tenants, users } from '../objects/kinds.ts';
import { exists, fetch, list } from '../objects/read.ts';
import { putPassword } from '../password.ts';
import { getPrefs, setPrefs } from '../prefs.ts';
import { contentsOf, machinesOf, paramsOf, profilesOf } from '../seeds.ts';
import type { RouteKey } from './router.ts';

export interface Route extends RouteKey {
  readonly handle: (call: Call) => Reply;
}

/** What the double serves below `/api/v3`, by version. */
export const routesOf = (drp: Drp): Route[] => [
  ...objectRoutes(drp, users),
  { method: 'GET', path: '/users/:name/token', handle: userToken },
  { method: 'PUT', path: '/users/:name/password', handle: putPassword },
  ...(since(drp, '3.9') ? [...objectRoutes(drp, roles), ...objectRoutes(drp, tenants)] : []),
  ...(since(drp, '3.9') ? [{ method: 'GET', path: '/meta/:type/*rest', handle: getMeta }] : []),
  ...(since(drp, '3.13') ? [{ method: 'GET', path: '/objects', handle: listTypes }] : []),
  { method: 'GET', path: '/info', handle: getInfo },
  { method: 'GET', path: '/prefs', handle: getPrefs },
  { method: 'POST', path: '/prefs', handle: setPrefs },
  { method: 'GET', path: '/indexes', handle: listIndexes },
  { method: 'GET', path: '/indexes/:type', handle: getIndexes },
  ...listRoutes('machines', machinesOf),
  ...listRoutes('profiles', profilesOf),
  ...listRoutes('params', paramsOf),
  { method: 'GET', path: '/machines/:name', handle: getMachine },
  { method: 'GET', path: '/contents', handle: getContents },
  { method: 'GET', path: '/interfaces', handle: (call) => nothing(call, 'interfaces') },
  { method: 'GET', path: '/plugin_providers', handle: (call) => nothing(call, 'plugin_providers') },
  ...(since(drp, '3.6') ? [{ method: 'GET', path: '/logs', handle: getLogs }] : []),
  { method: 'GET', path: '/ws', handle: notAWebSocket },
];

function objectRoutes(drp: Drp, kind: Kind): Route[] {
  const of = (handle: (call: Call, kind: Kind) => Reply) => (call: Call) => handle(call, kind);
  const [all, one] = [`/${kind.prefix}`, `/${kind.prefix}/:name`];
  return [
    { method: 'GET', path: all, handle: of(list) },
    { method: 'HEAD', path: all, handle: of(list) },
    { method: 'POST', path: all, handle: of(create) },
    { method: 'GET', path: one, handle: of(fetch) },
    { method: 'HEAD', path: one, handle: of(exists) },
    { method: 'PATCH', path: one, handle: of(patch) },
    { method: 'PUT', path: one, handle: of(update) },
    { method: 'DELETE', path: one, handle: of(remove) },
    ...(since(drp, '3.7')
      ? [
          { method: 'GET', path: `${one}/actions`, handle: of(listActions) },
          { method: 'GET', path: `${one}/actions/:cmd`, handle: of(getAction) },
          { method: 'POST', path: `${one}/actions/:cmd`, handle: of(runAction) },
        ]
      : []),
  ];
}

const listRoutes = (type: string, objects: (drp: Drp) => Record<string, unknown>[]): Route[] =>
  ['GET', 'HEAD'].map((method) => ({
    method,
    path: `/${type}`,
    handle: (call) => listObjects(call, type, () => objects(call.drp)),
  }));

function getInfo(call: Call): Reply {
  demand(call, 'info', 'get', '');
  return reply(200, infoOf(call.drp));
}

/** Stored types: not the scopes. */
function listTypes(call: Call): Reply {
  demand(call, 'objects', 'list', '');
  return reply(200, [
    'bootenvs',
    'jobs',
    'leases',
    'machines',
    'params',
    'plugins',
    'preferences',
    'profiles',
    'reservations',
    'roles',
    'stages',
    'subnets',
    'tasks',
    'templates',
    'tenants',
    'users',
    'workflows',
  ]);
}

function getContents(call: Call): Reply {
  demand(call, 'contents', 'list', '');
  return reply(200, contentsOf(call.drp));
}

/** Asks for a right of a scope that does not exist: nobody is refused from 3.9 on. */
function getLogs(call: Call): Reply {
  demand(call, 'logs', 'get', '');
  return reply(200, []);
}

function getMachine(call: Call): Reply {
  const { name = '' } = call.params;
  demand(call, 'machines', 'get', name);
  const machine = machinesOf(call.drp).find(({ Uuid: uuid }) => uuid === name);
  if (machine === undefined) throw notFound(call.request.method, 'machines', name);
  return reply(200, machine);
}

/** Lists of what is not stored; nobody is refused from 3.9 on. */
function nothing(call: Call, scope: string): Reply {
  if (!since(call.drp, '3.9')) demand(call, scope, 'list', '');
  return reply(200, []);
}

const notAWebSocket = (): Reply => ({
  status: 400,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'Bad Request\n',
});
