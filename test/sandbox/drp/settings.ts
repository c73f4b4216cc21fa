import type { DrpVersion } from './version.ts';

/**
 * The license that the server has. Recorded for 3.13.3 with an active `rbac`; all else, and every
 * other version, is inferred from it (docs/registries/drp.md §8).
 */
export type DrpLicense =
  | 'none'
  | 'rbac'
  /** Past its soft end but not its hard one: expired and active at once. */
  | 'rbac-soft-expired'
  | 'rbac-expired'
  /** Allows everything; known since 3.12. */
  | 'carte-blanche'
  /** Allows everything up to a number of machines; known since 3.12. */
  | 'upto-nodes';

/** Configuration of the sandbox's DRP; may be changed while it runs. */
export interface DrpSettings {
  version: DrpVersion;
  /** What a build says after its version: `-NotSet` where nobody stamped it. */
  build: string;
  license: DrpLicense;
  /** Form of new tokens; encrypted ones are what every known source makes (docs/registries/drp.md §4). */
  tokenFormat: 'opaque' | 'jwt';
  /** Whether v4 honors triplets: it is closed, and its pages contradict each other. */
  triplets: 'honored' | 'ignored';
  /** A passive node of a cluster tells neither scopes nor licenses. */
  passive: boolean;
}

export const DEFAULT_SETTINGS: DrpSettings = {
  version: '3.13.3',
  build: '',
  license: 'rbac',
  tokenFormat: 'opaque',
  triplets: 'honored',
  passive: false,
};
