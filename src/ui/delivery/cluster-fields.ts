import { t } from '../../core/l10n.ts';
import type { Kubernetes } from '../../net/kube/kubernetes.ts';
import type { ChoiceField, Remark } from '../../registries/contract/form.ts';
import { contextChoices } from '../../registries/shared/context-choices.ts';

/** The step that asks for the cluster. */
export const contextField = (kube: Kubernetes): ChoiceField => ({
  id: 'context',
  type: 'choice',
  title: t('Kubernetes context'),
  prompt: t('The context of your kubeconfig that leads to the cluster'),
  consent: true,
  choices: () => contextChoices(kube),
});

/** What is wrong with a name (RFC 1123): of a namespace, or of a Secret, which may have dots. */
export function checkName(name: string, longest: 63 | 253): Remark | undefined {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
  const form = longest === 63 ? label : `${label}(?:\\.${label})*`;
  if (name.length <= longest && new RegExp(`^${form}$`).test(name)) return undefined;
  return {
    severity: 'error',
    message:
      longest === 63
        ? t('Lower-case letters, digits and hyphens, at most 63; no hyphen at the ends.')
        : t('Lower-case letters, digits, hyphens and dots, at most 253; no hyphen at the ends.'),
  };
}
