import { t } from '../../../core/l10n.ts';
import type { Kubernetes } from '../../../net/kube/kubernetes.ts';
import type { Form, FormValues } from '../../../registries/contract/form.ts';
import { contextChoices } from '../../../registries/shared/context-choices.ts';
import type { Namespace } from './find.ts';

/** The steps that ask in which namespace pull secrets are to be looked at. */
export const namespaceForm = (kube: Kubernetes): Form => ({
  title: t('Pull Secrets'),
  fields: [
    {
      id: 'context',
      type: 'choice',
      title: t('Kubernetes context'),
      prompt: t('The context of your kubeconfig that leads to the cluster'),
      consent: true,
      choices: () => contextChoices(kube),
    },
    {
      id: 'namespace',
      type: 'text',
      title: t('Namespace'),
      prompt: t('The namespace whose pull secrets are read'),
      suggestions: async ({ context }) =>
        (await kube.contexts())
          .filter(({ name }) => name === context)
          .map(({ namespace }) => ({
            value: namespace,
            label: namespace,
            description: t('of the context'),
          })),
      check: (name) =>
        /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)
          ? undefined
          : {
              severity: 'error',
              message: t(
                'Lower-case letters, digits and hyphens, at most 63; no hyphen at the ends.',
              ),
            },
    },
  ],
});

export const readNamespace = ({ context, namespace }: FormValues): Namespace => ({
  context: String(context),
  namespace: String(namespace),
});
