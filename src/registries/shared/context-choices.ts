import { t } from '../../core/l10n.ts';
import type { Kubernetes } from '../../net/kube/kubernetes.ts';
import type { Choice } from '../contract/form.ts';

/** The contexts of the kubeconfig, the current one first. */
export async function contextChoices(
  kubernetes: Pick<Kubernetes, 'contexts'>,
): Promise<readonly Choice[]> {
  return (await kubernetes.contexts())
    .toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
    .map(({ name, server, isCurrent }) => ({
      value: name,
      label: name,
      description: isCurrent ? t('current') : '',
      detail: server,
    }));
}
