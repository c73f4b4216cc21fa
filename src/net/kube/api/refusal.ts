import { type ErrorCode, RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { trimEnd } from '../../../core/trim.ts';

/** A right that RBAC did not find, in its own terms. */
export interface MissingRight {
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string | undefined;
}

/** Reads verb, resource and namespace out of RBAC's sentence (docs/registries/rok.md §3). */
export function readMissingRight(message: string): MissingRight | undefined {
  const found =
    /cannot (?<verb>\w+) resource "(?<resource>[^"]+)"(?: in API group "[^"]*")?(?: in the namespace "(?<namespace>[^"]+)")?/.exec(
      message,
    )?.groups;
  if (found?.['verb'] === undefined || found['resource'] === undefined) return undefined;
  return { verb: found['verb'], resource: found['resource'], namespace: found['namespace'] };
}

/** RBAC's refusal as a sentence that an administrator can act upon. */
export function forbidden(context: string, message: string): RegistryError {
  const right = readMissingRight(message);
  if (right === undefined) {
    return new RegistryError(
      'forbidden',
      /is forbidden:\s*$/.test(message)
        ? t('The cluster of the context “{0}” does not allow this, and gives no reason.', context)
        : t('The cluster of the context “{0}” does not allow this (403).', context),
      { status: 403, repair: 'retry' },
    );
  }
  const { verb, resource, namespace } = right;
  return new RegistryError(
    'forbidden',
    namespace === undefined
      ? t('The user of the context “{0}” lacks the right to {1} {2}.', context, verb, resource)
      : t(
          'The user of the context “{0}” lacks the right to {1} {2} in the namespace {3}.',
          context,
          verb,
          resource,
          namespace,
        ),
    { status: 403, repair: 'retry' },
  );
}

/**
 * The refusal of a command over a WebSocket, which is a GET: `get` on pods/exec is always asked for,
 * and from Kubernetes 1.35 on `create` as well, without a word when it is missing
 * (docs/registries/rok.md §5, point 1).
 */
export function forbiddenExec(context: string, message: string, namespace: string): RegistryError {
  const right = readMissingRight(message);
  if (right?.resource === 'pods/exec' && right.verb === 'get') {
    return new RegistryError(
      'forbidden',
      t(
        'The user of the context “{0}” lacks the right to get pods/exec in the namespace {1}, which a command over a WebSocket needs. kubectl does with the right to create pods/exec: if the user has it, set {2} to {3}.',
        context,
        namespace,
        transportSetting,
        'kubectl',
      ),
      { status: 403, repair: 'retry' },
    );
  }
  if (right === undefined && /is forbidden:\s*$/.test(message)) {
    return new RegistryError(
      'forbidden',
      t(
        'The cluster of the context “{0}” does not allow the command, and gives no reason. From Kubernetes 1.35 on this is how it reports that the right to create pods/exec is missing (namespace {1}).',
        context,
        namespace,
      ),
      { status: 403, repair: 'retry' },
    );
  }
  return forbidden(context, message);
}

/** What answers does not open a WebSocket, and no command was run. */
export function noWebSocket(context: string, status: number): RegistryError {
  return new RegistryError(
    'protocol',
    t(
      'What answers for the cluster of the context “{0}” does not open a WebSocket ({1}), over which commands are run. Nothing was run. If kubectl can run commands there, set {2} to {3}.',
      context,
      status,
      transportSetting,
      'kubectl',
    ),
    { status, repair: 'retry' },
  );
}

/** Something answers that is not the API: a gateway, or another server altogether. */
export function notKubernetes(context: string, server: URL, status: number): RegistryError {
  const details = { status, repair: 'retry' } as const;
  const where = server.host + trimEnd(server.pathname, '/');
  if (status === 404) {
    return new RegistryError(
      'protocol',
      t(
        'There is no Kubernetes API at {0} (404). Is the address of the server complete in the kubeconfig (context “{1}”)?',
        where,
        context,
      ),
      details,
    );
  }
  return new RegistryError(
    status >= 500 ? 'server' : 'protocol',
    t(
      '{0}, the server of the context “{1}”, does not answer as Kubernetes does (status {2}).',
      where,
      context,
      status,
    ),
    details,
  );
}

const transportSetting = 'registryTokens.kubernetes.transport';

/** The API server does not know who is asking. `expired` is the end of the client certificate. */
export function unauthenticated(context: string, expired?: Date): RegistryError {
  return new RegistryError(
    'sign-in-expired',
    expired === undefined
      ? t(
          'The cluster does not accept the credentials of the context “{0}” (401): they are wrong or have expired. Renew them as for kubectl.',
          context,
        )
      : t(
          'The client certificate of the context “{0}” expired on {1}, so the cluster does not accept it. Renew it as for kubectl.',
          context,
          expired.toISOString().slice(0, 10),
        ),
    { status: 401, repair: 'retry' },
  );
}

/** Something that was asked for is not there; `what` is the server's own sentence. */
export function missing(context: string, what: string): RegistryError {
  return new RegistryError(
    'not-found',
    t('The cluster of the context “{0}” says: {1}', context, what),
    { status: 404, repair: 'edit-account' },
  );
}

const codes: Readonly<Record<number, ErrorCode>> = {
  409: 'conflict',
  422: 'invalid-input',
  429: 'rate-limited',
};

/** Any other refusal, by its HTTP status. */
export function refused(context: string, status: number, message: string): RegistryError {
  return new RegistryError(
    codes[status] ?? (status >= 500 ? 'server' : 'protocol'),
    t('The cluster of the context “{0}” refuses ({1}): {2}', context, status, message),
    { status, repair: 'retry' },
  );
}
