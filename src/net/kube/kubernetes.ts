/** A context of the person's kubeconfig, as far as it is shown. */
export interface KubeContext {
  readonly name: string;
  readonly server: string;
  readonly userName: string;
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
  readonly pod: string;
  readonly container: string;
}

/** Why it is not known how a command ended. What it does in the pod goes on. */
export type Interruption = 'dropped' | 'silent' | 'cancelled';

/** What a command wrote, and how it ended. The output may hold secrets: it belongs in no message. */
export interface CommandResult {
  readonly place: PodPlace;
  readonly stdout: string;
  readonly stderr: string;
  readonly ended:
    | { readonly exitCode: number }
    /** It was started, and its end was never told; stdout may stop anywhere. */
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
