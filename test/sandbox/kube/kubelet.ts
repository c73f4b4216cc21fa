import type { CommandResult } from '../rok/manage.ts';
import type { Reply } from '../http/message.ts';
import { NAMESPACE, podsThere, type PodState } from './resources.ts';
import type { Wish } from './rights.ts';
import type { KubeSettings } from './settings.ts';
import { badRequest, failure, notFound } from './status.ts';

/** What runs in a container: `missing` when there is no such program. */
export type RunCommand = (
  argv: readonly string[],
) => CommandResult | 'missing' | Promise<CommandResult>;

/** Where a command is to run. */
export interface ExecPlace {
  readonly pod: PodState;
  readonly container: string;
}

/** Finds pod and container as the API server does before it asks the kubelet (docs/registries/rok.md §5, point 3). */
export function placeOf(
  { name, namespace }: Wish,
  query: URLSearchParams,
  settings: KubeSettings,
): ExecPlace | Reply {
  const pods = namespace === NAMESPACE ? podsThere(settings) : [];
  const pod = pods.find((each) => each.name === name);
  if (pod === undefined) return notFound('pods', name);
  const wanted = query.get('container');
  const [first = '', ...others] = pod.containers;
  if (wanted === null && others.length > 0) {
    return badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${pod.containers.join(' ')}]`,
    );
  }
  const container = wanted ?? first;
  if (!pod.containers.includes(container)) {
    return badRequest(`container ${container} is not valid for pod ${name}`);
  }
  if (pod.node === '') return badRequest(`pod ${name} does not have a host assigned`);
  if (pod.kubelet === 'no-node') return notFound('pods', pod.node);
  return { pod, container };
}

/** Why a kubelet runs nothing: to the API server itself (v5), or handed through (v4). */
export interface KubeletRefusal {
  /** What the error channel says after `Internal error occurred: `. */
  readonly v5: string;
  readonly v4: Reply;
}

const address = '10.0.0.1:10250';

export function kubeletRefusal({ pod, container }: ExecPlace): KubeletRefusal | undefined {
  switch (pod.kubelet) {
    case 'down':
      return {
        v5: `error sending request: Post "https://${address}/exec/${pod.name}": dial tcp ${address}: connect: connection refused`,
        v4: failure(
          500,
          '',
          `error dialing backend: dial tcp ${address}: connect: connection refused`,
        ),
      };
    case 'no-container':
      return fromKubelet(500, `container not found ("${container}")`);
    case 'no-pod':
      return fromKubelet(404, 'pod does not exist');
    default:
      return undefined;
  }
}

/** The kubelet's own words: a text, of which the API server makes its own kind of error. */
const fromKubelet = (status: number, words: string): KubeletRefusal => ({
  v5: `unable to upgrade connection: ${words}`,
  v4: { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: words },
});

/** What the container runtime says of a program that the container does not have. */
export const missingProgram = (program: string): string =>
  'error executing command in container: failed to exec in container: failed to start exec "6a1f": ' +
  'OCI runtime exec failed: exec failed: unable to start container process: ' +
  `exec: "${program}": executable file not found in $PATH: unknown`;
