/** Configuration and quirks of the sandbox's JFrog; may be changed while it runs. */
export interface JfrogSettings {
  /**
   * Release it behaves like; decides which routes and fields exist (docs/registries/jfrog.md §4.2).
   */
  version: string;
  /**
   * "Enable Token Generation via API": user and password may create a token
   * (docs/registries/jfrog.md §1.1).
   */
  tokenGenerationByApi: boolean;
  /** `token.allow-refreshable`; off, tokens of users come out silently non-refreshable. */
  allowRefreshable: boolean;
  /**
   * Whether the owner's own token, once it has ended, still lets its pair be refreshed
   * (`token.refresh-expiry`); platforms differ (docs/registries/jfrog.md §2.2).
   */
  refreshesEnded: boolean;
  /** Who may read the root certificate; sources differ (docs/registries/jfrog.md §2.8, §9). */
  certificateFor: 'admins' | 'everybody';
  /** Names of the OIDC providers that are set up. */
  oidcProviders: readonly string[];
  /** `token.max-expiry` in seconds; 0 is unlimited. Admins are exempt. */
  maxExpiry: number;
  /** `artifactory.access.token.non.admin.max.expires.in` of the legacy API, in seconds. */
  nonAdminMaxExpiry: number;
  /** `token.persistency.persistent-expiry-threshold` in seconds. */
  persistentThreshold: number;
  /** `token.revocable-expiry-threshold` in seconds. */
  revocableThreshold: number;
  /** Whether list items tell their scope, as newer servers do. */
  listsScope: boolean;
  /** `expires_in: 0` instead of no `expires_in` for a token that never ends. */
  neverAsZero: boolean;
  /** `aud` as an array. */
  audienceAsArray: boolean;
  /** Fields in replies that nobody has heard of. */
  unknownFields: boolean;
  /** Leaves `Content-Type` out. */
  noContentType: boolean;
  /** How far the `Date` header is ahead of the real time, in seconds. */
  dateSkew: number;
  /** How many of the next requests are answered with 429 and `Retry-After: 1`. */
  rateLimited: number;
  /** Whether the proxy in front has Docker's rewrites; without them `null` stands in the path. */
  dockerRewrite: boolean;
  /** Projects need a licence. */
  projects: boolean;
  /** How many polls of a browser login find that nobody has confirmed it yet; -1: nobody ever does. */
  loginPolls: number;
}

export const DEFAULT_SETTINGS: JfrogSettings = {
  version: '7.111.9',
  tokenGenerationByApi: true,
  allowRefreshable: true,
  refreshesEnded: true,
  certificateFor: 'admins',
  oidcProviders: ['gh'],
  maxExpiry: 0,
  nonAdminMaxExpiry: 3600,
  persistentThreshold: 10_800,
  revocableThreshold: 21_600,
  listsScope: true,
  neverAsZero: false,
  audienceAsArray: false,
  unknownFields: false,
  noContentType: false,
  dateSkew: 0,
  rateLimited: 0,
  dockerRewrite: true,
  projects: true,
  loginPolls: 2,
};

/** Whether a release knows the legacy token API alone (docs/registries/jfrog.md §4.2). */
export const isLegacy = ({ version }: Pick<JfrogSettings, 'version'>): boolean =>
  !isAtLeast(version, '7.21.1');

/** True if `version` is `minimum` or newer; parts left out count as zero. */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = version.split('.').map(Number);
  const need = minimum.split('.').map(Number);
  for (let index = 0; index < need.length; index += 1) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
