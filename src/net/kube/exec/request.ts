import { joinUrl } from '../../http/url.ts';
import type { PodPlace } from '../kubernetes.ts';

/**
 * The subprotocol of exec. All API servers know it, and without input v5 has nothing to give: it
 * tells the loss of a pod in the middle of its output as a success (docs/registries/rok.md §5, point 2), and
 * a server takes it wherever it is offered.
 */
export const protocols = ['v4.channel.k8s.io'] as const;

/** The path of an exec: every argument a parameter of its own, so that no shell reads them. */
export function execPath(place: PodPlace, argv: readonly string[]): string {
  const { namespace, pod, container } = place;
  const path = joinUrl('', ['api', 'v1', 'namespaces', namespace, 'pods', pod, 'exec']);
  const query = new URLSearchParams([
    ...argv.map((argument) => ['command', argument] as [string, string]),
    ['container', container],
    ['stdout', 'true'],
    ['stderr', 'true'],
  ]);
  return `${path}?${query.toString()}`;
}
