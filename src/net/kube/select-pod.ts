import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { joinUrl } from '../http/url.ts';
import type { Cluster } from './cluster.ts';
import type { PodPlace, ServiceTarget } from './kubernetes.ts';
import { comparePods, type Pod, readPods } from './pod.ts';

/** As many pods as a message can name. */
const named = 5;

/**
 * Finds the container behind a service by kubectl's rules (docs/registries/rok.md §3): the first
 * ready pod of the service's selector, and in it the container that an annotation names, or the
 * first.
 */
export async function selectPod(
  cluster: Cluster,
  { context, namespace, service }: ServiceTarget,
  signal: AbortSignal,
): Promise<PodPlace> {
  const base = joinUrl('/api/v1/namespaces', [namespace]);
  const selector = readSelector(await cluster.get(joinUrl(base, ['services', service]), signal));
  if (selector === undefined) {
    throw new RegistryError(
      'unsupported',
      t('The service {0} in the namespace {1} has no selector, so no pods.', service, namespace),
      { repair: 'edit-account' },
    );
  }
  const pods = readPods(
    await cluster.get(joinUrl(base, ['pods'], { labelSelector: selector }), signal),
  );
  const chosen = pods.filter(({ isReady }) => isReady).sort(comparePods)[0];
  if (chosen === undefined) throw noneReady(pods, context, namespace, service);
  const { containers, defaultContainer } = chosen;
  // An annotation may name a container that the pod does not have.
  const container = containers.find((name) => name === defaultContainer) ?? containers[0];
  if (container === undefined) throw noneReady([], context, namespace, service);
  return { namespace, pod: chosen.name, container, service };
}

/** The selector as a query wants it; `undefined` when the service has none. */
function readSelector(service: unknown): string | undefined {
  const spec = isObject(service) ? service['spec'] : undefined;
  const selector = isObject(spec) ? spec['selector'] : undefined;
  if (!isObject(selector)) return undefined;
  const terms = Object.entries(selector).map(([name, value]) => `${name}=${String(value)}`);
  return terms.length === 0 ? undefined : terms.join(',');
}

function noneReady(
  pods: readonly Pod[],
  context: string,
  namespace: string,
  service: string,
): RegistryError {
  const list = pods
    .slice(0, named)
    .map(({ name, phase }) =>
      phase === 'Running' ? t('{0} (not ready)', name) : `${name} (${phase})`,
    )
    .join(', ');
  return new RegistryError(
    'not-found',
    pods.length === 0
      ? t(
          'No pod stands behind the service {0} in the namespace {1} of the context “{2}”.',
          service,
          namespace,
          context,
        )
      : t(
          'No pod of the service {0} in the namespace {1} is ready: {2}.',
          service,
          namespace,
          list,
        ),
    { repair: 'retry' },
  );
}
