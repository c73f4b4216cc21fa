import { isObject } from '../../core/is-object.ts';

/** A pod, as far as choosing one needs it. Times in milliseconds since the epoch. */
export interface Pod {
  readonly name: string;
  readonly phase: string;
  readonly isReady: boolean;
  readonly readySince: number;
  readonly restarts: number;
  readonly createdAt: number;
  readonly defaultContainer: string | undefined;
  readonly containers: readonly string[];
}

/** Reads a `PodList`; what is not a pod, or not named as one, is passed over. */
export function readPods(list: unknown): Pod[] {
  const items = isObject(list) && Array.isArray(list['items']) ? list['items'] : [];
  return items.flatMap((item) => readPod(item) ?? []);
}

/** The better pod first: ready for longer, restarted less often, older; as kubectl sorts. */
export function comparePods(a: Pod, b: Pod): number {
  return a.readySince - b.readySince || a.restarts - b.restarts || a.createdAt - b.createdAt;
}

function readPod(item: unknown): Pod | undefined {
  const { metadata, spec, status } = object(item);
  const { name, annotations, creationTimestamp, deletionTimestamp } = object(metadata);
  if (!isDnsName(name)) return undefined;
  const { phase, conditions, containerStatuses } = object(status);
  const ready = list(conditions).find((condition) => condition['type'] === 'Ready');
  const container = object(annotations)['kubectl.kubernetes.io/default-container'];
  return {
    name,
    phase: typeof phase === 'string' ? phase : '',
    isReady:
      phase === 'Running' && ready?.['status'] === 'True' && typeof deletionTimestamp !== 'string',
    readySince: instant(ready?.['lastTransitionTime']),
    restarts: Math.max(0, ...list(containerStatuses).map((entry) => Number(entry['restartCount']))),
    createdAt: instant(creationTimestamp),
    defaultContainer: isDnsName(container) ? container : undefined,
    containers: list(object(spec)['containers'])
      .map((entry) => entry['name'])
      .filter(isDnsName),
  };
}

/**
 * Whether a name is one that Kubernetes gives (a subdomain of RFC 1123). Such a name can be neither
 * an option of kubectl nor anything else than a name.
 */
const isDnsName = (name: unknown): name is string =>
  typeof name === 'string' && name.length <= 253 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name);

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  isObject(value) ? value : {};

const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** What is not told counts as now: the least advantage when pods are sorted. */
function instant(value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time;
}
