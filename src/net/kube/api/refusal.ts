import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';

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
      t('The cluster of the context “{0}” does not allow this (403).', context),
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

/** Any other refusal, by its HTTP status. */
export function refused(context: string, status: number, message: string): RegistryError {
  return new RegistryError(
    status === 429 ? 'rate-limited' : status >= 500 ? 'server' : 'protocol',
    message === ''
      ? t('The cluster of the context “{0}” refuses ({1}).', context, status)
      : t('The cluster of the context “{0}” refuses ({1}): {2}', context, status, message),
    { status, repair: 'retry' },
  );
}
