import type { Impersonable } from './identity.ts';

/** The two verbs that exec is guarded by (docs/registries/rok.md §5, point 1). */
export type ExecVerb = 'get' | 'create';

/** The verbs by which objects are read and changed. */
export type ObjectVerb = 'get' | 'list' | 'create' | 'update';
const everyVerb: readonly ObjectVerb[] = ['get', 'list', 'create', 'update'];

/**
 * What the kubelet of a pod's node does: it runs commands; it cannot be reached; it has no such
 * container running; it knows no such pod; its node is not there any more.
 */
export type Kubelet = 'runs' | 'down' | 'no-container' | 'no-pod' | 'no-node';

/** What an administrator, a broken network or a busy cluster makes of the API server. */
export interface KubeSettings {
  /** Minor version of Kubernetes; from 35 on a WebSocket exec needs the verb `create`, too. */
  minor: number;
  /** Whether who shows no credentials is `system:anonymous`, or refused (`--anonymous-auth`). */
  anonymousAuth: boolean;
  /** Whether a gateway on the way takes out what `Authorization` says. */
  dropsAuthorization: boolean;
  /** The newest subprotocol of exec that the server knows. */
  protocol: 'v5.channel.k8s.io' | 'v4.channel.k8s.io';
  /** Which verbs on `pods/exec` are granted. */
  mayExec: readonly ExecVerb[];
  mayListPods: boolean;
  mayGetPods: boolean;
  mayGetServices: boolean;
  /** Whether all namespaces may be listed, which is a right on the cluster. */
  mayListNamespaces: boolean;
  /** Which verbs on secrets and on service accounts are granted. */
  maySecrets: readonly ObjectVerb[];
  mayServiceAccounts: readonly ObjectVerb[];
  /** For what the verb `impersonate` is granted. */
  mayImpersonate: readonly Impersonable[];
  hasSelector: boolean;
  /** Phase of the pods; none is ready unless they are running. */
  phase: 'Running' | 'Pending' | 'Failed';
  ready: boolean;
  /** The pod that is ready, if any is. */
  readyPod: string;
  /** A pod that was deleted; empty for none. */
  gonePod: string;
  /** The container that the pods name as the one to use; empty for none. */
  defaultContainer: string;
  /** What the kubelets of some pods do, by pod; the others run commands. */
  kubelets: Readonly<Record<string, Kubelet>>;
  /** A path under which everything is, as behind a gateway for many clusters; empty for none. */
  prefix: string;
  /** Bytes of stdout per frame; frames then split lines and UTF-8 characters. */
  frameBytes: number;
  /**
   * What becomes of the next commands: `cut` and `close` end the connection (with or without a
   * close frame) after stdout and before the status; `cut-inside` in the middle of stdout; `hang`
   * says nothing more at all; `lost-kubelet` loses the kubelet in the middle of stdout, which v5
   * reports as a success (docs/registries/rok.md §5, point 2).
   */
  ending: 'status' | 'cut' | 'close' | 'cut-inside' | 'hang' | 'lost-kubelet';
  /** Exit code told instead of the command's own; -1 for the command's own. */
  exitCode: number;
}

export const usualSettings = (): KubeSettings => ({
  minor: 35,
  anonymousAuth: true,
  dropsAuthorization: false,
  protocol: 'v5.channel.k8s.io',
  mayExec: ['get', 'create'],
  mayListPods: true,
  mayGetPods: true,
  mayGetServices: true,
  mayListNamespaces: false,
  maySecrets: everyVerb,
  mayServiceAccounts: everyVerb,
  mayImpersonate: [],
  hasSelector: true,
  phase: 'Running',
  ready: true,
  readyPod: 'rok-registry-0',
  gonePod: '',
  defaultContainer: 'rok-registry',
  kubelets: {},
  prefix: '',
  frameBytes: 32 * 1024,
  ending: 'status',
  exitCode: -1,
});
