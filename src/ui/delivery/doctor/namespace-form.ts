import { t } from '../../../core/l10n.ts';
import type { Kubernetes } from '../../../net/kube/kubernetes.ts';
import type { Form, FormValues } from '../../../registries/contract/form.ts';
import { checkName, contextField } from '../cluster-fields.ts';
import type { Namespace } from './find.ts';

/** The steps that ask in which namespace pull secrets are to be looked at. */
export const namespaceForm = (kube: Kubernetes): Form => ({
  title: t('Pull Secrets'),
  fields: [
    contextField(kube),
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
      check: (name) => checkName(name, 63),
    },
  ],
});

export const readNamespace = ({ context, namespace }: FormValues): Namespace => ({
  context: String(context),
  namespace: String(namespace),
});
