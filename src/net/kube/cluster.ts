import type { CommandResult, ObjectChange, PodPlace } from './kubernetes.ts';

/** The cluster of one context, by whichever transport. Rejects with `RegistryError`. */
export interface Cluster {
  /** Reads an object of the API as JSON; `not-found` when it is not there. */
  get(path: string, signal: AbortSignal): Promise<unknown>;
  /** Sends a change of an object once, as `KubeObjects` says. */
  change(change: ObjectChange, signal: AbortSignal): Promise<void>;
  /** Runs a command in a pod; `not-found` when the pod is gone and nothing was run. */
  exec(place: PodPlace, argv: readonly string[], signal: AbortSignal): Promise<CommandResult>;
}
