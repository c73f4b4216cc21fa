/** Longest scope, in characters (docs/registries/jfrog.md §2.1). */
export const scopeLimit = 500;

export const userScope = 'applied-permissions/user';
const adminScope = 'applied-permissions/admin';

/** What a token is to be allowed; the parts of one scope (docs/registries/jfrog.md §4.3). */
export interface ScopeWish {
  readonly user: boolean;
  readonly admin: boolean;
  readonly groups: readonly string[];
  readonly roles: readonly { readonly project: string; readonly names: readonly string[] }[];
  /** `repo/path:r,w` */
  readonly artifacts: readonly string[];
  /** `metrics:r` */
  readonly system: readonly string[];
}

/**
 * The scope of a wish. All groups stand in one part: the server takes two, and then refuses every
 * request of the token (docs/registries/jfrog.md §4.3).
 */
export function buildScope(wish: ScopeWish): string {
  return [
    ...(wish.user ? [userScope] : []),
    ...(wish.admin ? [adminScope] : []),
    ...(wish.groups.length > 0 ? [`applied-permissions/groups:${names(wish.groups)}`] : []),
    ...wish.roles
      .filter((roles) => roles.names.length > 0)
      .map((roles) => `applied-permissions/roles:${roles.project}:${names(roles.names)}`),
    ...wish.artifacts.map((artifact) => `artifact:${artifact}`),
    ...wish.system.map((area) => `system:${area}`),
  ].join(' ');
}

/** Names with commas between them. */
export const names = (list: readonly string[]): string => list.map(quoted).join(',');

/** Names with a space or a comma stand in quotes. */
const quoted = (name: string): string => (/[\s,]/.test(name) ? `"${name}"` : name);

/** What is wrong with `repo[/path]:actions`, told by what is missing; `undefined` when nothing is. */
export function artifactFault(text: string): 'form' | 'actions' | undefined {
  const at = text.lastIndexOf(':');
  if (at < 1 || /\s/.test(text.slice(0, at))) return 'form';
  return /^(?:\*|[rwdamxs](?:,[rwdamxs])*)$/.test(text.slice(at + 1)) ? undefined : 'actions';
}
