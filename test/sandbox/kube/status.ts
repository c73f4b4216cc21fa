import type { Reply } from '../http/message.ts';
import { json } from '../http/reply.ts';

/** A `Status` object of the API, which is how everything that is not a success is said. */
export function failure(
  code: number,
  reason: string,
  message: string,
  details: object = {},
): Reply {
  return json(code, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    details,
    code,
  });
}

export const unauthorized = (): Reply => failure(401, 'Unauthorized', 'Unauthorized');

/** RBAC's refusal, with verb, resource and namespace in its words. */
export function forbidden(
  user: string,
  verb: string,
  resource: string,
  name: string,
  namespace: string,
): Reply {
  return failure(
    403,
    'Forbidden',
    `${resource.split('/')[0] ?? ''}${name === '' ? '' : ` "${name}"`} is forbidden: User "${user}" ` +
      `cannot ${verb} resource "${resource}" in API group "" in the namespace "${namespace}"`,
    { name, kind: resource.split('/')[0] },
  );
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
  return failure(
    403,
    'Forbidden',
    `${group === '' ? kind : `${kind}.${group}`} "${name}" is forbidden: User "${user}" ` +
      `cannot ${verb} resource "${resource}" in API group "${group}" at the cluster scope`,
    { name, kind },
  );
}

export const notFound = (resource: string, name: string): Reply =>
  failure(404, 'NotFound', `${resource} "${name}" not found`, { name, kind: resource });

/** The end of a command as the error channel tells it. */
export const commandStatus = (code: number): string =>
  code === 0
    ? JSON.stringify({ metadata: {}, status: 'Success' })
    : JSON.stringify({
        metadata: {},
        status: 'Failure',
        message: `command terminated with non-zero exit code: exit status ${code}`,
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
      });
