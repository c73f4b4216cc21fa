/** Configuration of the sandbox's Quay; may be changed while it runs. */
export interface QuaySettings {
  /**
   * Release it behaves like, e.g. `3.18.0`; decides which routes exist
   * (docs/registries/quay.md §0).
   */
  version: string;
  /** Hides the version in `/config`, as a Quay with billing does. */
  hideVersion: boolean;
  /** `REGISTRY_STATE: readonly`. */
  readOnly: boolean;
  /** `ROBOTS_DISALLOW`. */
  robotsDisallow: boolean;
  /** Full names of robots that may still log in under `robotsDisallow`. */
  robotsWhitelist: readonly string[];
  appSpecificTokens: boolean;
  userLastAccessed: boolean;
  anonymousAccess: boolean;
  restrictedUsers: boolean;
  directLogin: boolean;
  /** `BROWSER_API_CALLS_XHR_ONLY`. */
  browserCallsXhrOnly: boolean;
  /** `APP_SPECIFIC_TOKEN_EXPIRATION` in seconds; null: app tokens never expire. */
  appTokenLifetime: number | null;
  /** `OAUTH_APPLICATION_MAXIMUM_TOKEN_COUNT`; null: no limit. */
  applicationTokenLimit: number | null;
  /**
   * PostgreSQL lists robots that were never used first, MySQL last (docs/registries/quay.md §4).
   */
  database: 'mysql' | 'postgresql';
}

export const DEFAULT_SETTINGS: QuaySettings = {
  version: '3.18.0',
  hideVersion: false,
  readOnly: false,
  robotsDisallow: false,
  robotsWhitelist: [],
  appSpecificTokens: true,
  userLastAccessed: true,
  anonymousAccess: true,
  restrictedUsers: false,
  directLogin: true,
  browserCallsXhrOnly: true,
  appTokenLifetime: null,
  applicationTokenLimit: null,
  database: 'mysql',
};

/** True if `version` is `minimum` or newer; parts left out count as zero. */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = version.split('.').map(Number);
  const need = minimum.split('.').map(Number);
  for (let index = 0; index < need.length; index += 1) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}
