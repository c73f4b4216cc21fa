import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { memberOf, textOf } from '../../core/values.ts';
import { joinUrl } from '../../net/http/url.ts';
import type { KubeObjects } from '../../net/kube/kubernetes.ts';
import { type FileLogin, readAuthFile } from '../logins/auth-file.ts';
import type { StoredLogin } from '../logins/tools/tool.ts';
import { pullSecret, pullSecretFacts } from '../places/pull-secret.ts';
import { resourcePath } from './names.ts';
import { pullSecretType, withoutLogin } from './pull-secret.ts';
import { planDelivery, type SecretTarget } from './put.ts';

/**
 * The logins in the pull secrets of a namespace. Reading them needs the right to list Secrets.
 * Rejects as `KubeObjects` does.
 */
export async function clusterLogins(
  kube: KubeObjects,
  context: string,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly StoredLogin[]> {
  const selector = { fieldSelector: `type=${pullSecretType}` };
  const path = joinUrl(resourcePath(namespace, 'secrets'), [], selector);
  const list = await kube.get(context, path, signal);
  const items: unknown = isObject(list) ? list['items'] : undefined;
  return (Array.isArray(items) ? (items as readonly unknown[]) : []).flatMap((item) => {
    const secret = textOf(memberOf(memberOf(item, 'metadata'), 'name')) ?? '';
    const logins = readAuthFile(JSON.stringify(item)) ?? [];
    return logins.map((login) => stored(login, kube, { context, namespace, secret }));
  });
}

function stored(
  { host, userName, secret: token }: FileLogin,
  kube: KubeObjects,
  target: SecretTarget,
): StoredLogin {
  const { context, namespace, secret } = target;
  return {
    id: `cluster ${context} ${namespace} ${secret} ${host}`,
    host,
    isForImages: true,
    ...(userName === undefined ? {} : { userName }),
    ...(token === undefined ? {} : { secret: token }),
    place: t('pull secret {0} in the namespace {1} of “{2}”', secret, namespace, context),
    remembered: { kind: pullSecret, facts: pullSecretFacts({ ...target, host }) },
    put: async (user, newer, signal) => {
      const plan = await planDelivery(kube, target, { host, user, secret: newer }, [], signal);
      if (plan.change !== 'replace' && plan.change !== 'none') throw gone(secret);
      await plan.carryOut(signal);
    },
    remove: async (signal) => {
      const path = resourcePath(namespace, 'secrets', secret);
      const object = withoutLogin(await kube.get(context, path, signal), host);
      if (object === undefined) throw gone(secret);
      await kube.change(context, { method: 'PUT', path, object, dryRun: false }, signal);
    },
  };
}

const gone = (secret: string) =>
  new RegistryError('conflict', t('{0} was changed meanwhile. Check the logins again.', secret), {
    repair: null,
  });
