import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { KubeObjects, ObjectChange } from '../../net/kube/kubernetes.ts';
import type { Login } from '../docker/helper.ts';
import { resourcePath } from './names.ts';
import { type Merged, mergeLogin, newPullSecret } from './pull-secret.ts';
import { withPullSecret } from './service-account.ts';

/** A Secret of a cluster, by its name. */
export interface SecretTarget {
  readonly context: string;
  readonly namespace: string;
  readonly secret: string;
}

/** What putting a login into a cluster comes to, in one namespace. No secret can be read in it. */
export interface Plan extends Pick<Merged, 'change' | 'others' | 'managedBy'> {
  readonly target: SecretTarget;
  /** The service accounts that get the pull secret; those that have it are left out. */
  readonly accounts: readonly string[];
  /** Whether anything is to be sent. */
  readonly isNeeded: boolean;
  /**
   * Sends the changes, each once: the Secret, then the service accounts. Rejects with `conflict` for
   * what somebody has changed since the plan was made, with `lost-answer` for what may have happened.
   */
  readonly carryOut: (signal: AbortSignal) => Promise<void>;
}

/**
 * Reads what is there, and has the server judge the changes without making them. Rejects as
 * `KubeObjects` does, and with `unsupported` or `invalid-input` for a Secret that must be left as
 * it is.
 *
 * @param accounts names of service accounts; one that the namespace does not have is passed over
 */
export async function planDelivery(
  kube: KubeObjects,
  target: SecretTarget,
  login: Login,
  accounts: readonly string[],
  signal: AbortSignal,
): Promise<Plan> {
  const { context, namespace, secret } = target;
  const read = (...path: readonly string[]) =>
    orMissing(kube.get(context, resourcePath(namespace, ...path), signal));
  const found = await read('secrets', secret);
  const merged =
    found === undefined ? newPullSecret(namespace, secret, login) : mergeLogin(found, login);
  const changes: Omit<ObjectChange, 'dryRun'>[] = [];
  if (merged.change !== 'none') {
    const { object } = merged;
    changes.push(
      found === undefined
        ? { method: 'POST', path: resourcePath(namespace, 'secrets'), object }
        : { method: 'PUT', path: resourcePath(namespace, 'secrets', secret), object },
    );
  }
  const changed: string[] = [];
  for (const name of accounts) {
    const account = await read('serviceaccounts', name);
    const object = account === undefined ? undefined : withPullSecret(account, secret);
    if (object === undefined) continue;
    changed.push(name);
    const path = resourcePath(namespace, 'serviceaccounts', name);
    changes.push({ method: 'PUT', path, object });
  }
  const send = async (dryRun: boolean, abort: AbortSignal) => {
    for (const [index, change] of changes.entries()) {
      try {
        await kube.change(context, { ...change, dryRun }, abort);
      } catch (error) {
        throw told(error, target, !dryRun && index > 0);
      }
    }
  };
  await send(true, signal);
  const { change, others, managedBy } = merged;
  return {
    target,
    change,
    others,
    ...(managedBy === undefined ? {} : { managedBy }),
    accounts: changed,
    isNeeded: changes.length > 0,
    carryOut: (abort) => send(false, abort),
  };
}

/** What another change was faster than is told in words of ours; what was done before it, too. */
function told(error: unknown, { namespace, secret }: SecretTarget, isPartial: boolean): unknown {
  if (!(error instanceof RegistryError)) return error;
  const { code } = error;
  const message =
    code === 'conflict'
      ? t('Something in the namespace {0} was changed in the same moment. Try again.', namespace)
      : error.message;
  return new RegistryError(
    code,
    isPartial
      ? t(
          '{0} The Secret {1} in the namespace {2} was written before that.',
          message,
          secret,
          namespace,
        )
      : message,
    { cause: error, repair: error.repair ?? null },
  );
}

/** Resolves to `undefined` when what was asked for is not there. */
async function orMissing<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return undefined;
    throw error;
  }
}
