import type { Drp } from '../context.ts';
import { since } from '../context.ts';
import type { RouteKey } from './router.ts';

/**
 * Routes that servers have and nobody here asks for: they are known so that a caller without
 * credentials is refused as there, and is not told that they do not exist.
 */
export function foreignRoutes(drp: Drp): RouteKey[] {
  const actions = since(drp, '3.7');
  return [
    ...stored('bootenvs', ':name', actions),
    ...stored('machines', ':uuid', true),
    ...stored('plugins', ':name', actions),
    ...stored('profiles', ':name', actions),
    ...stored('stages', ':name', actions),
    ...stored('subnets', ':name', actions),
    ...stored('tasks', ':name', actions),
    ...stored('templates', ':id', actions),
    ...stored('reservations', ':address', actions),
    ...(since(drp, '3.8') ? stored('workflows', ':name', true) : []),
    ...stored('params', '*name', false),
    ...stored('jobs', ':uuid', false),
    ...['machines/:uuid', 'plugins/:name', 'profiles/:name'].flatMap((one) => [
      ...routes(`/${one}/params`, 'GET PATCH POST'),
      ...routes(`/${one}/params/*key`, 'GET POST DELETE'),
      ...(since(drp, '3.9') ? routes(`/${one}/pubkey`, 'GET') : []),
    ]),
    ...routes('/leases', 'GET HEAD'),
    ...routes('/leases/:address', 'GET HEAD DELETE'),
    ...routes('/jobs/:uuid/actions', 'GET'),
    ...routes('/jobs/:uuid/log', 'GET PUT'),
    ...routes('/contents', 'POST'),
    ...routes('/contents/:name', 'GET PUT DELETE'),
    ...routes('/files', 'GET'),
    ...routes('/files/*path', 'GET POST DELETE'),
    ...routes('/isos', 'GET'),
    ...routes('/isos/:name', 'GET POST DELETE'),
    ...routes('/interfaces/:name', 'GET'),
    ...routes('/plugin_providers', 'HEAD'),
    ...routes('/plugin_providers/:name', 'GET HEAD POST DELETE'),
    ...routes('/indexes/:type/:index', 'GET'),
    ...routes('/events', 'POST'),
    ...(since(drp, '3.7') ? routes('/system/actions', 'GET') : []),
    ...(since(drp, '3.7') ? routes('/system/actions/:cmd', 'GET POST') : []),
    ...(since(drp, '3.9') ? routes('/meta/:type/:id', 'PATCH') : []),
    ...(since(drp, '3.13') ? routes('/system/upgrade', 'POST') : []),
  ];
}

const stored = (type: string, key: string, actions: boolean): RouteKey[] => [
  ...routes(`/${type}`, 'GET HEAD POST'),
  ...routes(`/${type}/${key}`, 'GET HEAD PUT PATCH DELETE'),
  ...(actions ? routes(`/${type}/${key}/actions`, 'GET') : []),
  ...(actions ? routes(`/${type}/${key}/actions/:cmd`, 'GET POST') : []),
];

const routes = (path: string, methods: string): RouteKey[] =>
  methods.split(' ').map((method) => ({ method, path }));
