import type { KubeSettings } from './settings.ts';

export const NAMESPACE = 'rok-registry';
export const SERVICE = 'rok-registry';
export const CONTAINER = 'rok-registry';

const LABELS = { app: 'rok-registry' };
const STARTED = '2026-08-01T08:00:00Z';

export function service({ hasSelector }: KubeSettings): object {
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: SERVICE, namespace: NAMESPACE, creationTimestamp: STARTED },
    spec: {
      type: 'ClusterIP',
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
      ...(hasSelector ? { selector: LABELS } : {}),
    },
  };
}

/** Two pods: the younger one is never ready, so that choosing means something. */
const podNames = ['rok-registry-1', 'rok-registry-0'] as const;

export function pod(name: string, settings: KubeSettings): object {
  const isReady = settings.ready && settings.phase === 'Running' && name === settings.readyPod;
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      namespace: NAMESPACE,
      uid: `uid-${name}`,
      labels: LABELS,
      creationTimestamp: STARTED,
      annotations: { 'kubectl.kubernetes.io/default-container': CONTAINER },
    },
    spec: {
      nodeName: settings.phase === 'Pending' ? '' : 'node-1',
      containers: [
        { name: 'sidecar', image: 'sidecar:1' },
        { name: CONTAINER, image: 'rok:1' },
      ],
    },
    status: {
      phase: settings.phase,
      startTime: STARTED,
      conditions: [
        { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: STARTED },
      ],
      containerStatuses: [
        {
          name: CONTAINER,
          ready: isReady,
          restartCount: 0,
          image: 'rok:1',
          imageID: '',
          state: settings.phase === 'Running' ? { running: { startedAt: STARTED } } : {},
        },
      ],
    },
  };
}

export const podsThere = ({ gonePod }: KubeSettings): readonly string[] =>
  podNames.filter((name) => name !== gonePod);

export function podList(selector: string, settings: KubeSettings): object {
  const isOurs = selector === '' || selector === 'app=rok-registry';
  return {
    kind: 'PodList',
    apiVersion: 'v1',
    metadata: { resourceVersion: '1' },
    items: isOurs ? podsThere(settings).map((name) => pod(name, settings)) : [],
  };
}

/** What discovery tells: just enough for kubectl to know services, pods and exec. */
export const discovery: Readonly<Record<string, object>> = {
  '/version': { major: '1', minor: '34', gitVersion: 'v1.34.0-sandbox', platform: 'linux/amd64' },
  '/api': {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' }],
  },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [
      resource('services', 'service', 'Service', ['get', 'list'], ['svc']),
      resource('pods', 'pod', 'Pod', ['get', 'list'], ['po']),
      resource('pods/exec', '', 'PodExecOptions', ['create', 'get'], []),
    ],
  },
};

function resource(
  name: string,
  singularName: string,
  kind: string,
  verbs: readonly string[],
  shortNames: readonly string[],
): object {
  return { name, singularName, namespaced: true, kind, verbs, shortNames };
}
