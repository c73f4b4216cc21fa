import { json } from '../../http/reply.ts';
import type { ApiRoute, Quay } from '../context.ts';
import { isAtLeast } from '../settings.ts';
import { booleanParameter } from './query.ts';
import { SCOPE_TEXTS } from './scopes.ts';

/** Codes of errors that every operation names, with what discovery says of them. */
const ERRORS = {
  400: 'Bad Request',
  401: 'Session required',
  403: 'Unauthorized access',
  404: 'Not found',
};
const text = (description: string): object => ({ type: 'string', description });
const API_ERROR = {
  type: 'object',
  properties: {
    status: { type: 'integer', description: 'Status code of the response.' },
    type: text('Reference to the type of the error.'),
    detail: text('Details about the specific instance of the error.'),
    title: text('Unique error code to identify the type of error.'),
    error_message: text('Deprecated; alias for detail'),
    error_type: text('Deprecated; alias for detail'),
  },
  required: ['status', 'type', 'title'],
};

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
  const own: ApiRoute = {
    resource: 'discovery.DiscoveryResource',
    method: 'GET',
    path: '/api/v1/discovery',
    operation: 'discovery',
    about: 'List all of the API endpoints available in the swagger API format.',
    query: [{ name: 'internal', about: 'Whether to include internal APIs.', type: 'boolean' }],
    handle: ({ quay, request }) => {
      const withInternal = booleanParameter(request.query, 'internal', false);
      const shown = [...routes, own].filter(
        (route) => isRegistered(quay, route) && (withInternal || route.internal !== true),
      );
      return json(200, listing(quay, shown));
    },
  };
  return own;
}

function listing(quay: Quay, routes: readonly ApiRoute[]): object {
  const paths: Record<string, Record<string, unknown>> = {};
  const definitions: Record<string, unknown> = { ApiError: API_ERROR };
  for (const route of routes) {
    const path = route.path.replace('*}', '}');
    const operations = (paths[path] ??= pathView(route, path));
    operations[route.method.toLowerCase()] = operationView(route);
    if (route.body !== undefined) {
      definitions[route.body[0]] = route.body[1];
    }
  }
  return {
    swagger: '2.0',
    host: quay.hostname,
    basePath: '/',
    schemes: ['https'],
    info: {
      version: 'v1',
      title: 'Quay Frontend',
      description:
        'This API allows you to perform many of the operations required to work with Quay ' +
        'repositories, users, and organizations.',
      termsOfService: '',
      contact: { email: 'support@quay.io' },
    },
    securityDefinitions: {
      oauth2_implicit: {
        type: 'oauth2',
        flow: 'implicit',
        authorizationUrl: `${quay.origin}/oauth/authorize`,
        scopes: Object.fromEntries(
          Object.entries(SCOPE_TEXTS).map(([scope, { description }]) => [scope, description]),
        ),
      },
    },
    paths,
    definitions,
    tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
  };
}

function tagOf({ resource }: ApiRoute): string {
  return resource.split('.')[0] ?? '';
}

function pathView(route: ApiRoute, path: string): Record<string, unknown> {
  return {
    'x-name': `endpoints.api.${route.resource}`,
    'x-path': path,
    'x-tag': tagOf(route),
    ...(route.pathParameters === undefined
      ? {}
      : {
          parameters: route.pathParameters.map(([name, description]) => ({
            name,
            in: 'path',
            required: true,
            description,
            type: 'string',
          })),
        }),
  };
}

function operationView(route: ApiRoute): object {
  const query = (route.query ?? []).map(({ name, about, type }) => ({
    name,
    in: 'query',
    required: false,
    description: about,
    type,
  }));
  const body = route.body && {
    name: 'body',
    in: 'body',
    required: true,
    description: 'Request body contents.',
    schema: { $ref: `#/definitions/${route.body[0]}` },
  };
  return {
    operationId: route.operation,
    parameters: [...query, ...(body === undefined ? [] : [body])],
    description: route.about,
    tags: [tagOf(route)],
    ...(route.scope === undefined ? {} : { security: [{ oauth2_implicit: [route.scope] }] }),
    responses: responses(route.method),
  };
}

function responses(method: string): object {
  const schema = { $ref: '#/definitions/ApiError' };
  const success: Readonly<Record<string, object>> = {
    DELETE: { 204: { description: 'Deleted' } },
    POST: { 201: { description: 'Successful creation' } },
  };
  return {
    ...(success[method] ?? { 200: { description: 'Successful invocation' } }),
    ...Object.fromEntries(
      Object.entries(ERRORS).map(([status, description]) => [status, { description, schema }]),
    ),
  };
}
