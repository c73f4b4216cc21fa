import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { PodPlace } from '../kubernetes.ts';

/**
 * Why a command was never begun, out of what API server, kubelet or container runtime say about it
 * (docs/registries/rok.md §5, point 3). `undefined` for words that are none of theirs.
 */
export function notStarted(
  { pod, container }: PodPlace,
  program: string,
  words: string,
): RegistryError | undefined {
  if (/executable file not found|exec: "[^"]*": stat [^:]*: no such file/.test(words)) {
    return new RegistryError(
      'not-found',
      t('There is no program {0} in the container {1} of the pod {2}.', program, container, pod),
      { repair: 'edit-account' },
    );
  }
  if (words.includes('container not found (')) {
    return outOfReach(
      t('The container {0} of the pod {1} is not running. Nothing was run.', container, pod),
    );
  }
  if (words.includes('pod does not exist')) {
    return outOfReach(t('The node of the pod {0} does not know it. Nothing was run.', pod));
  }
  if (words.includes('error dialing backend') || failsToDial(words)) {
    return outOfReach(t('The cluster cannot reach the node of the pod {0}. Nothing was run.', pod));
  }
  if (/container \S+ is not valid for pod|a container name must be specified/.test(words)) {
    return outOfReach(t('The pod {0} has no container {1}. Nothing was run.', pod, container));
  }
  if (words.includes('does not have a host assigned')) {
    return outOfReach(t('The pod {0} has no node yet. Nothing was run.', pod));
  }
  if (words.includes('in a completed pod')) {
    return outOfReach(t('The pod {0} has ended. Nothing was run.', pod));
  }
  return undefined;
}

/** Between the two stands an address, however long a command it holds. */
function failsToDial(words: string): boolean {
  const sending = words.indexOf('Internal error occurred: error sending request:');
  return sending >= 0 && words.includes(' dial ', sending);
}

const outOfReach = (message: string) =>
  new RegistryError('unreachable', message, { repair: 'retry' });
