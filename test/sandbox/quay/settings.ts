/** Configuration of the sandbox's Quay; may be changed while it runs. */
export interface QuaySettings {
  /**
   * Release it behaves like, e.g. `3.18.0`; decides which routes exist (docs/registries/quay.md
   * §0).
   */
  version: string;
  /** What `/config` calls the version instead, as builds from source do; null: the version. */
  versionText: string | null;
  /** `SERVER_HOSTNAME`, where images are served elsewhere; its own host and port unless told. */
  serverHostname: string | undefined;
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
   * PostgreSQL lists robots that were never used first, the others last (docs/registries/quay.md
   * §4); SQLite, on which the recorded server ran, takes names of any length.
   */
  database: 'sqlite' | 'mysql' | 'postgresql';
  /** `INSTANCE_SERVICE_KEY_SERVICE`: the `iss` of what Quay signs, and the name of its keys. */
  keyService: string;
  /** Puts the key's certificate (`x5c`) into tokens, for Docker's registry; a Quay does not. */
  certificateInTokens: boolean;
  /** Full names of robots that a repository mirror uses. */
  mirroringRobots: readonly string[];
  /** `SUPER_USERS`. */
  superUsers: readonly string[];
  /** `FEATURE_SUPERUSERS_FULL_ACCESS`: super users may do everything everywhere. */
  superUsersFullAccess: boolean;
  /** `GLOBAL_READONLY_SUPER_USERS`. */
  globalReadOnlySuperUsers: readonly string[];
}

export const DEFAULT_SETTINGS: QuaySettings = {
  version: '3.18.0',
  versionText: null,
  serverHostname: undefined,
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
  database: 'sqlite',
  keyService: 'quay',
  certificateInTokens: false,
  mirroringRobots: [],
  superUsers: [],
  superUsersFullAccess: false,
  globalReadOnlySuperUsers: [],
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
