import { formatInstant } from '../core/instant.ts';
import { t } from '../core/l10n.ts';
import type { TokenLanguage } from '../core/token-language.ts';
import { memberOf, textOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';

/** Tokens of Kubernetes service accounts: bound ones, and those kept in secrets. */
export const kubernetes: TokenLanguage = {
  who: ({ sub }) => serviceAccount(sub),
  meaning: (name) =>
    name === 'kubernetes.io'
      ? t('what it is bound to in the cluster (Kubernetes)')
      : flatMeaning(name),
  lines: (name, claims) => {
    if (name === 'kubernetes.io') return boundLines(claims[name]);
    const account = name === 'sub' ? serviceAccount(claims['sub']) : undefined;
    return account === undefined ? undefined : [account];
  },
};

/** `service account build in namespace ci` */
function serviceAccount(subject: unknown): string | undefined {
  if (typeof subject !== 'string') return undefined;
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  if (namespace === undefined || name === undefined) return undefined;
  return t('service account {0} in namespace {1}', visible(name, 60), visible(namespace, 60));
}

/**
 * It ends with the pod, the node or the secret that it is bound to. The node of a pod is told along,
 * and is not looked at by the server (KEP-4193).
 */
function boundLines(claim: unknown): readonly string[] {
  const named = (member: string): string | undefined => {
    const name = textOf(memberOf(memberOf(claim, member), 'name'));
    return name === undefined ? undefined : visible(name, 80);
  };
  const namespace = textOf(memberOf(claim, 'namespace'));
  const warnAfter = memberOf(claim, 'warnafter');
  const [account, pod, node, secret] = ['serviceaccount', 'pod', 'node', 'secret'].map(named);
  return [
    ...(namespace === undefined ? [] : [t('namespace {0}', visible(namespace, 80))]),
    ...(account === undefined ? [] : [t('service account {0}', account)]),
    ...(pod === undefined ? [] : [t('ends with the pod {0}', pod)]),
    ...(node === undefined
      ? []
      : [
          pod === undefined ? t('ends with the node {0}', node) : t('issued on the node {0}', node),
        ]),
    ...(secret === undefined ? [] : [t('ends with the secret {0}', secret)]),
    ...(typeof warnAfter === 'number' && Number.isSafeInteger(warnAfter)
      ? [t('its server warns of its use after {0}', formatInstant(warnAfter * 1000).utc)]
      : []),
  ];
}

/** The flat claims of tokens that are kept in secrets. */
function flatMeaning(name: string): string | undefined {
  switch (name) {
    case 'kubernetes.io/serviceaccount/namespace':
      return t('the namespace of the service account (Kubernetes)');
    case 'kubernetes.io/serviceaccount/secret.name':
      return t('the secret that the token is kept in; deleting that ends it (Kubernetes)');
    case 'kubernetes.io/serviceaccount/service-account.name':
      return t('the service account (Kubernetes)');
    case 'kubernetes.io/serviceaccount/service-account.uid':
      return t('the id of the service account (Kubernetes)');
    default:
      return undefined;
  }
}
