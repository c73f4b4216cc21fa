import { STATUS_CODES } from 'node:http';
import type { Reply, SandboxRequest } from '../http/message.ts';
import { authenticate } from './auth.ts';
import type { Drp } from './context.ts';
import { since } from './context.ts';
import { noRoute, Refusal } from './errors.ts';
import { foreignRoutes } from './routes/foreign.ts';
import { decodePath, findRoute } from './routes/router.ts';
import type { Route } from './routes/routes.ts';
import { routesOf } from './routes/routes.ts';

const BASE = '/api/v3';

/** Answers one request as DRP would: routes come before authentication (docs/registries/drp.md §8). */
export function handleDrp(drp: Drp, request: SandboxRequest): Reply {
  const path = decodePath(request.path);
  if (path === undefined) return brokenPath();
  try {
    return path.startsWith(`${BASE}/`)
      ? handleApi(drp, request, path.slice(BASE.length))
      : handlePages(drp, request, path);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function handleApi(drp: Drp, request: SandboxRequest, path: string): Reply {
  const found =
    findRoute(routesOf(drp), request.method, path) ??
    findRoute(foreignRoutes(drp), request.method, path);
  if (found === undefined) throw noRoute(drp, request);
  if (found === 'without slash') {
    const query = request.target.slice(request.path.length);
    return redirect(request, `${BASE}${encodeURI(path.slice(0, -1))}${query}`);
  }
  const caller = authenticate(drp, request);
  const { route, params } = found;
  if (!('handle' in route)) return notInTheDouble(request);
  return (route as Route).handle({ drp, request, params, caller });
}

/** The root leads to the user interface, which is elsewhere. */
function handlePages(drp: Drp, request: SandboxRequest, path: string): Reply {
  if (request.method !== 'GET') throw noRoute(drp, request);
  const host = request.headers.host ?? '';
  const ui = since(drp, '3.7') ? 'https://portal.rackn.io' : 'https://rackn.github.io/provision-ux';
  if (path === '/') return redirect(request, '/ui/');
  if (path === '/ui') return redirect(request, `${ui}/#/e/${host}`);
  if (path === '/ui/') return redirect(request, '/ui');
  throw noRoute(drp, request);
}

/** As Go redirects: `GET` for good, all else with its method and body; a page for `GET` alone. */
function redirect({ method }: SandboxRequest, location: string): Reply {
  const status = method === 'GET' ? 301 : 307;
  const isRead = method === 'GET' || method === 'HEAD';
  return {
    status,
    headers: {
      Location: location,
      ...(isRead ? { 'Content-Type': 'text/html; charset=utf-8' } : {}),
    },
    body: method === 'GET' ? `<a href="${location}">${STATUS_CODES[status] ?? ''}</a>.\n\n` : '',
  };
}

const brokenPath = (): Reply => ({
  status: 400,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' },
  body: '400 Bad Request',
});

const notInTheDouble = ({ method, path }: SandboxRequest): Reply => ({
  status: 501,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: `The sandbox's DRP has no ${method} ${path}.`,
});
