import type { OutsideText } from '../../core/outside-text.ts';

/** A context of the person's kubeconfig, as far as it is shown. */
export interface KubeContext {
  readonly name: string;
  readonly server: string;
  readonly userName: string;
  /** Where its user works unless another namespace is named. */
  readonly namespace: string;
  readonly isCurrent: boolean;
}

/** Which pods to run in: those behind a Service. */
export interface ServiceTarget {
  readonly context: string;
  readonly namespace: string;
  readonly service: string;
}

/** One container of one pod. */
export interface PodPlace {
  readonly namespace: string;
  /** Name of the pod; `svc/NAME` where only kubectl may look for it. */
  readonly pod: string;
  readonly container: string;
  /** Name of the service that it stands behind. */
  readonly service: string;
}

/**
 * Why it is not known how a command ended, or whether it began: the connection ended, fell silent or
 * was given up by us; a gateway gave up on it (502, 504); the pod told a fault of its own; or the client
 * program lost the beginning of the output. What the command does in the pod goes on.
 */
export type Interruption = 'dropped' | 'silent' | 'cancelled' | 'gateway' | 'failed' | 'headless';

/** What a command wrote, and how it ended. The output may hold secrets: it belongs in no message. */
export interface CommandResult {
  readonly place: PodPlace;
  readonly stdout: OutsideText;
  readonly stderr: OutsideText;
  readonly ended:
    | {
        readonly exitCode: number;
        /**
         * Whether the end that was told proves that stdout is whole. It does not where a pod that was
         * lost in the middle counts as a success (docs/registries/rok.md §5, point 2).
         */
        readonly isWhole: boolean;
      }
    /** It may have been started, and its end was never told; stdout may stop anywhere. */
    | { readonly interruption: Interruption };
}

/**
 * The clusters that this machine's kubeconfig leads to. Rejects with a `RegistryError` whose message
 * names the context, the missing right or the missing pod; never with anything that a pod wrote.
 */
export interface Kubernetes {
  /** Contexts of the kubeconfig in its order. */
  contexts(): Promise<readonly KubeContext[]>;
  /**
   * Runs a command behind a service, once, without a terminal and without standard input, and
   * settles in every case. A rejection means that the command was not started.
   */
  run(target: ServiceTarget, argv: readonly string[], signal: AbortSignal): Promise<CommandResult>;
}

/** An object of the API that is to be made (POST) or written in place of what is there (PUT). */
export interface ObjectChange {
  readonly method: 'POST' | 'PUT';
  /** Path of the API, escaped; without a query. */
  readonly path: string;
  /** May hold secrets: it is sent, and stands in no message. */
  readonly object: object;
  /** The server judges it whole, and changes nothing. */
  readonly dryRun: boolean;
}

/**
 * Objects of the clusters' API. Rejects with a `RegistryError`: `not-found` for what is not there,
 * `forbidden` with the missing right, `conflict` for what was changed or made meanwhile,
 * `invalid-input` for what the server does not take, `lost-answer` for a change that may have
 * happened.
 */
export interface KubeObjects {
  get(context: string, path: string, signal: AbortSignal): Promise<unknown>;
  /** Sends a change once. */
  change(context: string, change: ObjectChange, signal: AbortSignal): Promise<void>;
}
