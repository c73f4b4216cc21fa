/**
 * What the test entry inside the extension host tells the runner outside, one JSON text a line
 * over a loopback socket. A socket, because it is the same in every editor, and because neither
 * the workbench's logging nor anything that an extension does to `fetch` or `http` can touch it.
 */
export type HostEvent =
  | { readonly type: 'start'; readonly vscode: string; readonly node: string }
  | { readonly type: 'pass'; readonly title: string; readonly ms: number }
  | { readonly type: 'fail'; readonly title: string; readonly error: string }
  | { readonly type: 'skip'; readonly title: string }
  | { readonly type: 'end' };

/** What the runner asks the test entry to do. */
export interface HostOrder {
  /** Loopback port for the events. */
  readonly port: number;
  /** Bundled suites, relative to the directory above the entry, with forward slashes. */
  readonly suites: readonly string[];
  /** A regular expression that a test's full title must match. */
  readonly grep?: string | undefined;
}

/** The environment variable that carries the order, as JSON. */
export const orderVariable = 'REGISTRY_TOKENS_HOST_ORDER';

/** The environment variable that tells suites the sandbox: a `SandboxDescription`, as JSON. */
export const sandboxVariable = 'REGISTRY_TOKENS_SANDBOX';
