import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { textsOf } from '../../core/values.ts';
import {
  listNamespaces,
  listPullSecrets,
  listServiceAccounts,
} from '../../delivery/cluster/names.ts';
import type { KubeObjects, Kubernetes } from '../../net/kube/kubernetes.ts';
import type { Choice, Form, FormValues, Remark } from '../../registries/contract/form.ts';
import { checkName, contextField } from './cluster-fields.ts';

/** Where in a cluster a token is to go. */
export interface ClusterAnswers {
  readonly context: string;
  readonly namespaces: readonly string[];
  readonly secret: string;
  readonly accounts: readonly string[];
}

/** Stands for a namespace that is typed; no name of Kubernetes is empty. */
const another = '';

/** The steps that ask for context, namespaces, Secret and service accounts. */
export function clusterForm(kube: Kubernetes & KubeObjects, secret: string): Form {
  return {
    title: t('Put into Kubernetes'),
    fields: [
      contextField(kube),
      {
        id: 'namespaces',
        type: 'choice',
        many: true,
        title: t('Namespaces'),
        prompt: t('The namespaces whose pods pull the images'),
        choices: (values, signal) => namespaceChoices(kube, contextOf(values), signal),
        check: (chosen) =>
          chosen.length === 0 ? error(t('Choose at least one namespace.')) : undefined,
      },
      {
        id: 'namespace',
        type: 'text',
        title: t('Namespace'),
        prompt: t('The name of the other namespace'),
        when: (values) => textsOf(values['namespaces']).includes(another),
        check: (name) => checkName(name, 63),
      },
      {
        id: 'secret',
        type: 'text',
        title: t('Secret'),
        prompt: t('The pull secret: one that is there keeps its other logins; another name is new'),
        initial: () => secret,
        check: (name) => checkName(name, 253),
        suggestions: (values, signal) => secretChoices(kube, values, signal),
      },
      {
        id: 'accounts',
        type: 'choice',
        many: true,
        title: t('Service accounts'),
        prompt: t('The service accounts whose pods use the pull secret automatically, if any'),
        choices: (values, signal) => accountChoices(kube, values, signal),
      },
    ],
  };
}

export function readAnswers(values: FormValues): ClusterAnswers {
  return {
    context: contextOf(values),
    namespaces: namespacesOf(values),
    secret: String(values['secret'] ?? ''),
    accounts: textsOf(values['accounts']).filter((name) => name !== ''),
  };
}

const contextOf = (values: FormValues): string => String(values['context'] ?? '');

function namespacesOf(values: FormValues): readonly string[] {
  const chosen = textsOf(values['namespaces']);
  const typed = chosen.includes(another) ? [String(values['namespace'] ?? '')] : [];
  return [...new Set([...chosen.filter((name) => name !== another), ...typed])];
}

/** Who may not list namespaces gets the context's own, and may type another. */
async function namespaceChoices(
  kube: Kubernetes & KubeObjects,
  context: string,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  const own = (await kube.contexts()).find(({ name }) => name === context)?.namespace;
  const all = await orNone(listNamespaces(kube, context, signal));
  const names = new Set([...(own === undefined ? [] : [own]), ...all]);
  return [
    ...[...names].map((name) => ({
      value: name,
      label: name,
      description: name === own ? t('of the context') : '',
    })),
    { value: another, label: t('Another namespace…') },
  ];
}

async function secretChoices(
  kube: KubeObjects,
  values: FormValues,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  const list = (namespace: string) => listPullSecrets(kube, contextOf(values), namespace, signal);
  return inNamespaces(values, list);
}

async function accountChoices(
  kube: KubeObjects,
  values: FormValues,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  try {
    const list = (namespace: string) =>
      listServiceAccounts(kube, contextOf(values), namespace, signal);
    return await inNamespaces(values, list);
  } catch (failure) {
    if (!isForbidden(failure)) throw failure;
    return [{ value: '', label: t('None'), detail: failure.message }];
  }
}

/** Names of all the namespaces; where one is not in each of them, it says in which it is. */
async function inNamespaces(
  values: FormValues,
  list: (namespace: string) => Promise<readonly string[]>,
): Promise<readonly Choice[]> {
  const places = new Map<string, string[]>();
  const namespaces = namespacesOf(values);
  for (const namespace of namespaces) {
    for (const name of await list(namespace)) {
      places.set(name, [...(places.get(name) ?? []), namespace]);
    }
  }
  return [...places].map(([name, found]) => ({
    value: name,
    label: name,
    description: found.length === namespaces.length ? '' : found.join(', '),
  }));
}

async function orNone(names: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await names;
  } catch (failure) {
    if (isForbidden(failure)) return [];
    throw failure;
  }
}

const isForbidden = (failure: unknown): failure is RegistryError =>
  failure instanceof RegistryError && failure.code === 'forbidden';

const error = (message: string): Remark => ({ severity: 'error', message });
