import { trimBoth } from '../../core/trim.ts';

/** One part of a scope as the platform reads it (docs/registries/jfrog.md §4.3; before 7.21.1 §2.8). */
export type ScopePart = { readonly text: string } & (
  | { readonly kind: 'user' | 'admin' | 'api' | 'other' }
  | { readonly kind: 'groups'; readonly groups: readonly string[] }
  | { readonly kind: 'roles'; readonly project: string; readonly roles: readonly string[] }
  | {
      readonly kind: 'artifact' | 'system';
      /** A path pattern, or a part of the system. */
      readonly where: string;
      /** Letters of r w d a m x s, or `*`. */
      readonly actions: readonly string[];
    }
);

/**
 * The parts of a scope, split at spaces that are not within quotes. Stray commas at their ends are
 * dropped, as platforms have been seen to send them.
 */
export const splitScope = (scope: string): string[] =>
  [...scope.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)]
    .map(([part]) => trimBoth(part, ','))
    .filter((part) => part !== '');

/** Reads a scope part by part; what is none of the platform's is `other`. */
export const readScope = (scope: string): readonly ScopePart[] => splitScope(scope).map(readPart);

function readPart(text: string): ScopePart {
  const [, kind, rest = ''] =
    /^applied-permissions\/(user$|admin$|groups:|roles:)([^]*)$/.exec(text) ?? [];
  switch (kind) {
    case 'user':
    case 'admin':
      return { text, kind };
    case 'groups:':
      return { text, kind: 'groups', groups: splitNames(rest) };
    case 'roles:': {
      const [, project = '', roles = rest] = /^([^:]*):([^]*)$/.exec(rest) ?? [];
      return { text, kind: 'roles', project, roles: splitNames(roles) };
    }
    default:
      return readFormerPart(text) ?? readLetters(text) ?? { text, kind: 'other' };
  }
}

/** `api:*`, `member-of-groups:a,b`, `jfrt@…:admin` */
function readFormerPart(text: string): ScopePart | undefined {
  if (text === 'api:*') return { text, kind: 'api' };
  if (text === 'member-of-groups:*') return { text, kind: 'user' };
  if (/^jfrt@[^\s:]+:admin$/.test(text)) return { text, kind: 'admin' };
  const [, groups] = /^member-of-groups:([^]+)$/.exec(text) ?? [];
  return groups === undefined ? undefined : { text, kind: 'groups', groups: splitNames(groups) };
}

/** `artifact:libs-release/org/**:r,w`, `system:metrics:r` */
function readLetters(text: string): ScopePart | undefined {
  const [, kind, where, letters] =
    /^(artifact(?=:)|system(?=:[^:,]+:[^:]+$)):([^]*):((?:[rwdamxs*],?)+)$/.exec(text) ?? [];
  if (where === undefined || letters === undefined) return undefined;
  const actions = letters.split(',').filter((letter) => letter !== '');
  return { text, kind: kind === 'system' ? kind : 'artifact', where, actions };
}

/** Names as a person lists them: separated by commas, those with a comma in quotes. */
export const splitNames = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"?|([^,"]+)/g)]
    .map(([, inQuotes, plain]) => (inQuotes ?? plain ?? '').trim())
    .filter((name) => name !== '');

/** A scope in few words, as in a narrow row; the tooltip has the whole. */
export function shortScope(parts: readonly ScopePart[]): string {
  // Every token of a former platform has access to the API.
  const telling = parts.filter(({ kind }) => kind !== 'api');
  return telling.map(shortPart).join(' ');
}

function shortPart({ text, kind }: ScopePart): string {
  switch (kind) {
    case 'user':
    case 'admin':
      return kind;
    case 'groups':
      return text.replace(/^(?:applied-permissions\/|member-of-)/, '');
    case 'roles':
      return text.replace(/^applied-permissions\//, '');
    default:
      return text;
  }
}
