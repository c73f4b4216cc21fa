import type { ProxySettings } from '../proxy/proxy.ts';

/** What decides which kubeconfig is read and who speaks to the cluster, at one moment. */
export interface KubeSettings {
  /** `built-in` speaks to the API server itself; `kubectl` lets the person's own kubectl do it. */
  readonly transport: 'built-in' | 'kubectl';
  /** A kubeconfig, or several as `KUBECONFIG` lists them; empty for `KUBECONFIG` and the usual file. */
  readonly kubeconfig: string;
  /** Name or path of kubectl. */
  readonly kubectl: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly proxy: ProxySettings;
  /** Shows a person what a program says that waits for them. */
  readonly tell?: (words: string) => void;
  /** Folders of a workspace that is not trusted: nothing in them is read or run. */
  readonly untrusted: readonly string[];
}
