import { joinUrl } from '../../http/url.ts';
import type { PodPlace } from '../kubernetes.ts';

/**
 * Subprotocols of exec, the newest first: older API servers know only v4
 * (docs/registries/rok.md §3).
 */
export const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const;

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
