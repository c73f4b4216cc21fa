import { t } from '../core/l10n.ts';
import { isObject } from '../core/is-object.ts';
import { visible } from './visible.ts';

/**
 * `jfac@01h…/users/ada` names the service that vouches and the user
 * (docs/registries/jfrog.md §3.1).
 */
const qualifiedSubject = /^jf[a-z]{2}@[^/]+\/users\/(?<name>[^]+)$/;

/** The user's name out of a subject; a name may contain slashes itself. */
export function jfrogUser(subject: string): string | undefined {
  return qualifiedSubject.exec(subject)?.groups?.['name'];
}

/**
 * Splits a scope at spaces outside of quotes; stray commas at its ends are dropped
 * (docs/registries/jfrog.md §3.1, §4.3).
 */
export function splitScope(scope: string): readonly string[] {
  const parts = scope.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  return parts.map((part) => part.replace(/^,+|,+$/g, '')).filter((part) => part !== '');
}

/**
 * One part of a scope in words (docs/registries/jfrog.md §4.3); `undefined` for one that is not
 * JFrog's.
 */
export function jfrogScopeText(part: string): string | undefined {
  const [, kind, rest = ''] =
    /^applied-permissions\/(user|admin|groups|roles)(?::([^]*))?$/.exec(part) ?? [];
  switch (kind) {
    case 'user':
      return t('do everything that the user may');
    case 'admin':
      return t('do everything, as an administrator');
    case 'groups':
      return t('do what these groups may: {0}', names(rest));
    case 'roles': {
      const [, project = '', roles = rest] = /^([^:]*):([^]*)$/.exec(rest) ?? [];
      return t('act in the project {0} as: {1}', visible(project, 40), names(roles));
    }
    default:
      return legacyText(part) ?? artifactText(part);
  }
}

/**
 * The scopes of platforms before 7.21.1 (docs/registries/jfrog.md §2.8): `api:*`,
 * `member-of-groups:a,b`, `jfrt@…:admin`.
 */
function legacyText(part: string): string | undefined {
  if (part === 'api:*') return t('use the REST API');
  if (part === 'member-of-groups:*') return t('do everything that the user may');
  if (isLegacyAdmin(part)) return t('do everything, as an administrator');
  const [, groups] = /^member-of-groups:([^]+)$/.exec(part) ?? [];
  return groups === undefined ? undefined : t('do what these groups may: {0}', names(groups));
}

const isLegacyAdmin = (part: string): boolean => /^jfrt@[^\s:]+:admin$/.test(part);

/** Whether a part of a scope gives everything. */
export const isJfrogAdmin = (part: string): boolean =>
  part === 'applied-permissions/admin' || isLegacyAdmin(part);

/** `artifact:libs-release/org/**:r,w` */
function artifactText(part: string): string | undefined {
  const [, where, letters] = /^artifact:([^]*):([rwdamxs*,]+)$/.exec(part) ?? [];
  if (where === undefined || letters === undefined) return undefined;
  const acts = letters.split(',').map((letter) => action(letter));
  return t('{0} in {1}', acts.join(', '), visible(where));
}

function action(letter: string): string {
  switch (letter) {
    case 'r':
      return t('read');
    case 'w':
      return t('write');
    case 'd':
      return t('delete');
    case 'a':
      return t('annotate');
    case 'm':
      return t('manage');
    case 'x':
      return t('manage Xray metadata');
    case 's':
      return t('scan');
    case '*':
      return t('do everything');
    default:
      return visible(letter, 10);
  }
}

/**
 * `ext` is JSON within a string, and its values are strings as well
 * (docs/registries/jfrog.md §3.1).
 */
export function jfrogExtensionLines(extension: unknown): readonly string[] {
  if (typeof extension !== 'string') return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(extension);
  } catch {
    return [];
  }
  if (!isObject(parsed)) return [];
  return Object.entries(parsed).map(([name, value]) => {
    if (name === 'revocable') {
      return String(value) === 'true'
        ? t('it can be revoked')
        : t('it cannot be revoked; it ends by itself');
    }
    return `${visible(name, 40)}: ${visible(JSON.stringify(value), 120)}`;
  });
}

function names(list: string): string {
  const found = list.match(/"[^"]*"|[^,"]+/g) ?? [];
  return found.map((name) => visible(name.replaceAll('"', ''), 60)).join(', ');
}
