import type { Kubelet, KubeSettings } from './settings.ts';
import type { Labels } from './selector.ts';

export const NAMESPACE = 'rok-registry';
/** All that there are. */
export const NAMESPACES: readonly string[] = ['default', 'kube-node-lease', NAMESPACE];
export const SERVICE = 'rok-registry';
export const CONTAINER = 'rok-registry';

const LABELS = { app: 'rok-registry' };
const STARTED = '2026-08-01T08:00:00Z';
const RESOURCE_VERSION = '292';

/** A pod of the namespace: what is to be known of it, and what its kubelet does. */
export interface PodState {
  readonly name: string;
  readonly labels: Labels;
  readonly phase: string;
  readonly isReady: boolean;
  /** Empty before it is scheduled. */
  readonly node: string;
  readonly containers: readonly string[];
  readonly defaultContainer: string;
  readonly kubelet: Kubelet;
}

export const namespaceObject = (name = NAMESPACE): object => ({
  metadata: {
    name,
    uid: `uid-${name}`,
    resourceVersion: '200',
    creationTimestamp: STARTED,
    labels: { 'kubernetes.io/metadata.name': name },
  },
  spec: { finalizers: ['kubernetes'] },
  status: { phase: 'Active' },
});

/** Our service, and those of the other pods: each is named after its label. */
export const services = (settings: KubeSettings): readonly ServiceState[] => [
  ...['dead', 'done', 'ghost', 'nonode', 'pending'].map((app) => ({
    name: app,
    selector: { app },
  })),
  { name: SERVICE, selector: settings.hasSelector ? LABELS : undefined },
];

export interface ServiceState {
  readonly name: string;
  readonly selector: Labels | undefined;
}

export const serviceObject = ({ name, selector }: ServiceState): object => ({
  metadata: {
    name,
    namespace: NAMESPACE,
    uid: `uid-${name}`,
    resourceVersion: '217',
    creationTimestamp: STARTED,
  },
  spec: {
    ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
    ...(selector === undefined ? {} : { selector }),
    clusterIP: '10.0.0.10',
    type: 'ClusterIP',
  },
  status: { loadBalancer: {} },
});

/**
 * Two pods of the service, of which the younger one is never ready, so that choosing means
 * something; beside them one pod for every way of not running a command, behind a service of its own.
 */
export function podsThere(settings: KubeSettings): readonly PodState[] {
  const { phase, ready, readyPod, gonePod, defaultContainer, kubelets } = settings;
  const other = (name: string, changes: Partial<PodState> = {}): PodState => {
    const [app = name] = name.split('-');
    return {
      name,
      labels: { app },
      phase: 'Running',
      isReady: false,
      node: 'node-1',
      containers: [app],
      defaultContainer: '',
      kubelet: 'runs',
      ...changes,
    };
  };
  const ours = ['rok-registry-0', 'rok-registry-1'].map((name) =>
    other(name, {
      labels: LABELS,
      phase,
      isReady: ready && phase === 'Running' && name === readyPod,
      node: phase === 'Pending' ? '' : 'node-1',
      containers: ['sidecar', CONTAINER],
      defaultContainer,
      kubelet: kubelets[name] ?? 'runs',
    }),
  );
  return [
    other('dead-0', { kubelet: 'no-container' }),
    other('done-0', { phase: 'Succeeded' }),
    other('ghost', { kubelet: 'no-pod' }),
    other('nonode-0', { node: 'node-gone', kubelet: 'no-node' }),
    other('pending-0', { phase: 'Pending', node: '' }),
    ...ours,
  ].filter(({ name }) => name !== gonePod);
}

export function podObject(pod: PodState): object {
  return {
    metadata: {
      name: pod.name,
      namespace: NAMESPACE,
      uid: `uid-${pod.name}`,
      resourceVersion: '233',
      generation: 1,
      creationTimestamp: STARTED,
      labels: pod.labels,
      ...(pod.defaultContainer === ''
        ? {}
        : {
            annotations: { 'kubectl.kubernetes.io/default-container': pod.defaultContainer },
          }),
    },
    spec: {
      containers: pod.containers.map((name) => ({ name, image: `${name}:1` })),
      ...(pod.node === '' ? {} : { nodeName: pod.node }),
    },
    status: {
      phase: pod.phase,
      startTime: STARTED,
      conditions: [
        { type: 'Ready', status: pod.isReady ? 'True' : 'False', lastTransitionTime: STARTED },
      ],
      containerStatuses: pod.containers.map((name) => ({
        name,
        ready: pod.isReady,
        restartCount: 0,
        image: `${name}:1`,
        imageID: '',
        state: pod.phase === 'Running' ? { running: { startedAt: STARTED } } : {},
      })),
    },
  };
}

/** A list of the API; its items say neither their kind nor their version (docs/registries/rok.md §5, point 8). */
export const listObject = (kind: string, items: readonly object[], more: object = {}): object => ({
  kind,
  apiVersion: 'v1',
  metadata: { resourceVersion: RESOURCE_VERSION, ...more },
  items,
});

export const named = (kind: string, object: object): object => ({
  kind,
  apiVersion: 'v1',
  ...object,
});
