import { t } from '../../../core/l10n.ts';

/**
 * What depends on the server's version (docs/registries/jfrog.md §4.2), by the first release that
 * has it.
 */
const since = {
  scopedTokens: [7, 21, 1],
  pairing: [7, 29, 7],
  reference: [7, 38, 10],
  never: [7, 42, 1],
  userList: [7, 49, 3],
  forceRevocable: [7, 50, 3],
  me: [7, 53, 1],
  browserLogin: [7, 64, 0],
  revokeByValue: [7, 68, 0],
} as const satisfies Readonly<Record<string, readonly [number, number, number]>>;
export type Feature = keyof typeof since;

/** Numbers of a version; suffixes occur. */
export type Version = readonly [number, number, number];

export function parseVersion(text: string): Version | undefined {
  const match = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,6}))?/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3] ?? '0')];
}

/** Whether a server has a feature. One that does not tell its version is taken for a new one. */
export function has(version: Version | undefined, feature: Feature): boolean {
  if (version === undefined) return true;
  const needed = since[feature];
  for (const [index, part] of needed.entries()) {
    const difference = (version[index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Whether a server has the legacy token API alone (docs/registries/jfrog.md §2.8). */
export const isLegacy = (version: Version | undefined): boolean => !has(version, 'scopedTokens');

/** Why something cannot be done on a server, with its version and the one that is needed. */
export const needsVersion = (version: Version | undefined, feature: Feature): string =>
  t(
    'This needs JFrog {0} or newer; the server is {1}.',
    since[feature].join('.'),
    version?.join('.') ?? t('of an unknown version'),
  );
