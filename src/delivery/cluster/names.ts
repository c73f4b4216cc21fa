import { isObject } from '../../core/is-object.ts';
import { memberOf, textOf } from '../../core/values.ts';
import { joinUrl } from '../../net/http/url.ts';
import type { KubeObjects } from '../../net/kube/kubernetes.ts';
import { pullSecretType } from './pull-secret.ts';

const namespaces = '/api/v1/namespaces';

/** The path of a namespace's resources, or of one of them. */
export const resourcePath = (namespace: string, ...rest: readonly string[]): string =>
  joinUrl(namespaces, [namespace, ...rest]);

/** The namespaces of a cluster. Rejects with `forbidden` for users who may not list them. */
export const listNamespaces = (
  kube: KubeObjects,
  context: string,
  signal: AbortSignal,
): Promise<readonly string[]> => listNames(kube, context, namespaces, signal);

/** The pull secrets of a namespace: names alone are kept of what the server tells. */
export const listPullSecrets = (
  kube: KubeObjects,
  context: string,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly string[]> =>
  listNames(
    kube,
    context,
    joinUrl(namespaces, [namespace, 'secrets'], { fieldSelector: `type=${pullSecretType}` }),
    signal,
  );

/** The service accounts of a namespace. */
export const listServiceAccounts = (
  kube: KubeObjects,
  context: string,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly string[]> =>
  listNames(kube, context, resourcePath(namespace, 'serviceaccounts'), signal);

async function listNames(
  kube: KubeObjects,
  context: string,
  path: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const list = await kube.get(context, path, signal);
  const items: unknown = isObject(list) ? list['items'] : undefined;
  return (Array.isArray(items) ? (items as readonly unknown[]) : []).flatMap(
    (item) => textOf(memberOf(memberOf(item, 'metadata'), 'name')) ?? [],
  );
}
