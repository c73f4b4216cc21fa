/** Servers that were built and run, and one of the closed releases that nobody could run. */
export const VERSIONS = [
  '3.5.0',
  '3.6.0',
  '3.7.3',
  '3.8.2',
  '3.9.0',
  '3.10.0',
  '3.11.0',
  '3.12.0',
  '3.13.0',
  '3.13.3',
  '4.11.5',
] as const;

export type DrpVersion = (typeof VERSIONS)[number];

/** Families of servers that answer alike (docs/registries/drp.md §8). */
export type DrpMode =
  /** No roles; refusals are empty; one triplet of single names narrows a token. */
  | 'v35'
  /** Roles, but `roles=` always fails, and a token for another user is dead. */
  | 'v39'
  /** As v39, but a token for another user lives. */
  | 'v313'
  /** Lifetimes with units, roles and triplets honored: what the newest pages say. Not run. */
  | 'kb';

/** The newest of each family. */
export const NEWEST: Readonly<Record<DrpMode, DrpVersion>> = {
  v35: '3.8.2',
  v39: '3.12.0',
  v313: '3.13.3',
  kb: '4.11.5',
};

export function modeOf(version: DrpVersion): DrpMode {
  if (isSince(version, '4.0')) return 'kb';
  if (isSince(version, '3.13')) return 'v313';
  return isSince(version, '3.9') ? 'v39' : 'v35';
}

/** Whether a version is `release` (as `3.9`) or newer. */
export function isSince(version: string, release: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = release.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
