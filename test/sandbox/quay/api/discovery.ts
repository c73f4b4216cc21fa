import { json } from '../../http/reply.ts';
import type { ApiRoute, Quay } from '../context.ts';
import { isAtLeast } from '../settings.ts';

/** Whether this server has the route at all: old releases and switched-off features do not. */
export function isRegistered(quay: Quay, route: ApiRoute): boolean {
  const { settings } = quay;
  return (
    (route.since === undefined || isAtLeast(settings.version, route.since)) &&
    (route.when === undefined || route.when(settings))
  );
}

/** `GET /api/v1/discovery`: a Swagger 2.0 listing of `routes` that are there and public. */
export function discoveryRoute(routes: readonly ApiRoute[]): ApiRoute {
  return {
    method: 'GET',
    path: '/api/v1/discovery',
    operation: 'discovery',
    handle: ({ quay }) => {
      const paths: Record<string, Record<string, unknown>> = {};
      for (const route of routes) {
        if (route.internal !== true && isRegistered(quay, route)) {
          const operations = (paths[route.path] ??= {});
          operations[route.method.toLowerCase()] = {
            operationId: route.operation,
            ...(route.scope === undefined
              ? {}
              : { security: [{ oauth2_implicit: [route.scope] }] }),
          };
        }
      }
      return json(200, {
        swagger: '2.0',
        host: quay.hostname,
        basePath: '/',
        schemes: ['https'],
        info: { version: 'v1', title: 'Quay Frontend' },
        paths,
      });
    },
  };
}
