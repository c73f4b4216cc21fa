import type { Impersonable } from './identity.ts';

/** What an administrator, a broken network or a busy cluster makes of the API server. */
export interface KubeSettings {
  /** The newest subprotocol of exec that the server knows. */
  protocol: 'v5.channel.k8s.io' | 'v4.channel.k8s.io';
  /** Whether the verbs on `pods/exec` are granted. */
  mayExec: boolean;
  mayListPods: boolean;
  mayGetServices: boolean;
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
  /** Bytes of stdout per frame; frames then split lines and UTF-8 characters. */
  frameBytes: number;
  /**
   * What becomes of the next commands: `cut` and `close` end the connection (with or without a
   * close frame) after stdout and before the status; `cut-inside` in the middle of stdout; `hang`
   * says nothing more at all.
   */
  ending: 'status' | 'cut' | 'close' | 'cut-inside' | 'hang';
  /** Exit code told instead of the command's own; -1 for the command's own. */
  exitCode: number;
}

export const usualSettings = (): KubeSettings => ({
  protocol: 'v5.channel.k8s.io',
  mayExec: true,
  mayListPods: true,
  mayGetServices: true,
  mayImpersonate: [],
  hasSelector: true,
  phase: 'Running',
  ready: true,
  readyPod: 'rok-registry-0',
  gonePod: '',
  frameBytes: 32 * 1024,
  ending: 'status',
  exitCode: -1,
});
