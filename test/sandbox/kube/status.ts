import type { Reply } from '../http/message.ts';
import { json } from '../http/reply.ts';

/** What every answer of the API server carries. */
export const NO_CACHE = { 'Cache-Control': 'no-cache, private' } as const;
const NO_SNIFF = { ...NO_CACHE, 'X-Content-Type-Options': 'nosniff' } as const;

/** A `Status` object of the API, which is how nearly everything that is not a success is said. */
export function failure(code: number, reason: string, message: string, details?: object): Reply {
  return json(code, { kind: 'Status', ...status(code, reason, message, details) }, NO_CACHE);
}

const status = (code: number, reason: string, message: string, details?: object): object => ({
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  ...(reason === '' ? {} : { reason }),
  ...(details === undefined ? {} : { details }),
  code,
});

export const unauthorized = (): Reply => failure(401, 'Unauthorized', 'Unauthorized');

/** What the multiplexer behind the API says of a path that it does not know. */
export const pageNotFound = (): Reply => text(404, '404 page not found\n');

/** A text, as the health checks are and the refusals that do not come from the API. */
export const text = (status: number, body: string): Reply => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...NO_SNIFF },
  body,
});

/** RBAC's refusal, with verb, resource and namespace in its words. */
export function forbidden(
  user: string,
  verb: string,
  resource: string,
  name: string,
  namespace: string,
): Reply {
  const [kind = ''] = resource.split('/');
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const reason = `User "${user}" cannot ${verb} resource "${resource}" in API group "" ${where}`;
  return withNoSniff(refusal(kind, name, reason));
}

/** As `forbidden`, for what belongs to no namespace; uids and extras are of another API group. */
export function forbiddenInCluster(
  user: string,
  verb: string,
  resource: string,
  name: string,
): Reply {
  const [kind = ''] = resource.split('/');
  const group = kind === 'uids' || kind === 'userextras' ? 'authentication.k8s.io' : '';
  return withNoSniff(
    failure(
      403,
      'Forbidden',
      `${group === '' ? kind : `${kind}.${group}`} "${name}" is forbidden: User "${user}" ` +
        `cannot ${verb} resource "${resource}" in API group "${group}" at the cluster scope`,
      { name, kind },
    ),
  );
}

/** RBAC's refusal of a path that is no resource. */
export const forbiddenPath = (user: string, verb: string, path: string): Reply =>
  withNoSniff(
    failure(403, 'Forbidden', `forbidden: User "${user}" cannot ${verb} path "${path}"`, {}),
  );

/** The refusal of a right that is asked for while the request is served: it gives no reason. */
export const refusal = (kind: string, name: string, reason: string): Reply =>
  failure(403, 'Forbidden', `${kind}${name === '' ? '' : ` "${name}"`} is forbidden: ${reason}`, {
    ...(name === '' ? {} : { name }),
    kind,
  });

const withNoSniff = (reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...NO_SNIFF },
});

export const notFound = (resource: string, name: string): Reply =>
  failure(404, 'NotFound', `${resource} "${name}" not found`, { name, kind: resource });

export const exists = (resource: string, name: string): Reply =>
  failure(409, 'AlreadyExists', `${resource} "${name}" already exists`, { name, kind: resource });

/** Somebody else was faster: what was sent was made of a version that is there no longer. */
export const conflict = (resource: string, name: string): Reply =>
  failure(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${resource} "${name}": the object has been modified; ` +
      'please apply your changes to the latest version and try again',
    { name, kind: resource },
  );

/** One thing that is wrong with an object. */
export interface FieldFault {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

/** What is wrong with an object, all of it. */
export function invalid(kind: string, name: string, causes: readonly FieldFault[]): Reply {
  const words = causes.map(({ field, message }) => `${field}: ${message}`);
  const what = words.length === 1 ? words.join('') : `[${words.join(', ')}]`;
  return failure(422, 'Invalid', `${kind} "${name}" is invalid: ${what}`, {
    ...(name === '' ? {} : { name }),
    kind,
    causes,
  });
}

export const unsupportedMedia = (type: string): Reply =>
  failure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ` +
      `application/json, application/yaml, application/vnd.kubernetes.protobuf (not ${type})`,
    {},
  );

export const noResource = (): Reply =>
  failure(404, 'NotFound', 'the server could not find the requested resource', {});

export const badRequest = (message: string): Reply => failure(400, 'BadRequest', message);

export const methodNotAllowed = (): Reply =>
  failure(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

/** The end of a command as the error channel tells it. */
export const commandStatus = (code: number, words = `exit status ${code}`): string =>
  code === 0
    ? JSON.stringify({ metadata: {}, status: 'Success' })
    : JSON.stringify({
        metadata: {},
        status: 'Failure',
        message: `command terminated with non-zero exit code: ${words}`,
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
      });

/** Why no command was run, as the error channel tells it (docs/registries/rok.md §5, point 3). */
export const internalError = (message: string): string =>
  JSON.stringify({
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${message}`,
    reason: 'InternalError',
    details: { causes: [{ message }] },
    code: 500,
  });
