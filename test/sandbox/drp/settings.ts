/**
 * What the server does with the parameters of a token request (docs/registries/drp.md §2.3, §7).
 */
export type DrpMode =
  /** First scope, action and specific; no roles; the token is not limited to the user's rights. */
  | 'v35'
  /** Integer lifetimes and `roles`; triplets are ignored without a word. Proven by source. */
  | 'v313'
  /** Lifetimes with units, triplets honored: what newer pages claim. Not proven by any source. */
  | 'kb';

/** Configuration of the sandbox's DRP; may be changed while it runs. */
export interface DrpSettings {
  mode: DrpMode;
  /** An active `rbac` license: without it roles can only be read (docs/registries/drp.md §2.2). */
  licensed: boolean;
  /**
   * Form of new tokens; encrypted ones are what every known source makes
   * (docs/registries/drp.md §4).
   */
  tokenFormat: 'opaque' | 'jwt';
  /** A passive node of a cluster tells neither scopes nor licenses. */
  passive: boolean;
}

export const DEFAULT_SETTINGS: DrpSettings = {
  mode: 'v313',
  licensed: true,
  tokenFormat: 'opaque',
  passive: false,
};

/** Release that a mode stands for. */
export const VERSIONS: Readonly<Record<DrpMode, string>> = {
  v35: 'v3.5.0',
  v313: 'v3.13.3',
  kb: 'v4.11.5',
};
