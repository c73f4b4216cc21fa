import type { CommandResult, PodPlace } from './kubernetes.ts';

/** The cluster of one context, by whichever transport. Rejects with `RegistryError`. */
export interface Cluster {
  /** Reads an object of the API as JSON; `not-found` when it is not there. */
  get(path: string, signal: AbortSignal): Promise<unknown>;
  /** Runs a command in a pod; `not-found` when the pod is gone and nothing was run. */
  exec(place: PodPlace, argv: readonly string[], signal: AbortSignal): Promise<CommandResult>;
}
