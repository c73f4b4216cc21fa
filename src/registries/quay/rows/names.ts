import { t } from '../../../core/l10n.ts';

/** Where robots live: an organization, or the signed-in user. */
export interface Namespace {
  readonly kind: 'organization' | 'user';
  readonly name: string;
}

/** A robot as it is addressed: paths take the short name, replies and logins the full one. */
export interface RobotName {
  readonly namespace: Namespace;
  readonly short: string;
}

/**
 * Longest user name the server stores; a robot's full name is one (docs/registries/quay.md §2.0).
 */
const fullNameLimit = 255;
const shortName = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

export const fullName = (robot: RobotName): string => `${robot.namespace.name}+${robot.short}`;

/**
 * The short name within a namespace, or `undefined` for a robot of another one. The server's list
 * matches by pattern, so that `my_org` also brings the robots of `my-org`
 * (docs/registries/quay.md §3).
 */
export function shortNameWithin(namespace: Namespace, full: string): string | undefined {
  const length = namespace.name.length;
  return full.charCodeAt(length) === plus && full.startsWith(namespace.name)
    ? full.slice(length + 1)
    : undefined;
}
const plus = '+'.charCodeAt(0);

/**
 * What is wrong with a new robot's short name, by the server's own rule
 * (docs/registries/quay.md §2.0).
 */
export function robotNameFault(namespace: Namespace, short: string): string | undefined {
  if (/[A-Z]/.test(short)) return t('Robot names have no capital letters.');
  if (!shortName.test(short)) {
    return t(
      'Use a to z and 0 to 9, with single dots, dashes or underscores between them, not at the ends.',
    );
  }
  if (short.length < 2) return t('A robot name has at least 2 characters.');
  const limit = fullNameLimit - namespace.name.length - 1;
  if (short.length > limit) {
    return t(
      'At most {0} characters fit, since {1}+name may have {2}; these are {3}.',
      limit,
      namespace.name,
      fullNameLimit,
      short.length,
    );
  }
  return undefined;
}
