import { t } from '../core/l10n.ts';
import { memberOf, textOf } from './values.ts';
import { visible } from './visible.ts';

/** `service account build in namespace ci`, for tokens of Kubernetes service accounts. */
export function serviceAccountText(subject: string): string | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  if (namespace === undefined || name === undefined) return undefined;
  return t('service account {0} in namespace {1}', visible(name, 60), visible(namespace, 60));
}

/** What `kubernetes.io` binds a token to: it ends with the pod, the node or the secret. */
export function kubernetesLines(claim: unknown): readonly string[] {
  const named = (member: string): string | undefined => {
    const name = textOf(memberOf(memberOf(claim, member), 'name'));
    return name === undefined ? undefined : visible(name, 80);
  };
  const namespace = textOf(memberOf(claim, 'namespace'));
  const [account, pod, node, secret] = ['serviceaccount', 'pod', 'node', 'secret'].map(named);
  return [
    ...(namespace === undefined ? [] : [t('namespace {0}', visible(namespace, 80))]),
    ...(account === undefined ? [] : [t('service account {0}', account)]),
    ...(pod === undefined ? [] : [t('ends with the pod {0}', pod)]),
    ...(node === undefined ? [] : [t('ends with the node {0}', node)]),
    ...(secret === undefined ? [] : [t('ends with the secret {0}', secret)]),
  ];
}

/** Names of the flat claims that tokens out of secrets have. */
const legacy = 'kubernetes.io/serviceaccount/';

export function legacyKubernetesMeaning(name: string): string | undefined {
  switch (name.startsWith(legacy) ? name.slice(legacy.length) : '') {
    case 'namespace':
      return t('the namespace of the service account');
    case 'secret.name':
      return t('the secret that the token is kept in; deleting that ends it');
    case 'service-account.name':
      return t('the service account');
    case 'service-account.uid':
      return t('the id of the service account');
    default:
      return undefined;
  }
}
