import type { Secret } from '../../../core/secret.ts';
import type { Impersonation } from '../kubeconfig/entries.ts';

/** What is shown to an API server. */
export interface Credentials {
  /** The value of `Authorization`, if there is one. */
  readonly authorization?: Secret;
  readonly impersonation?: Impersonation;
  /** Client certificate and its key, PEM. */
  readonly certificate?: { readonly cert: string; readonly key: Secret };
}

/** Where credentials come from; asks programs and servers only when it must. */
export interface CredentialSource {
  get(signal: AbortSignal): Promise<Credentials>;
  /** They were refused. Resolves with whether the next ones could be others. */
  refused(): boolean;
}
