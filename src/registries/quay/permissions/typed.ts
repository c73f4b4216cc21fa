import { t } from '../../../core/l10n.ts';
import { isRole, type Role, type Wanted } from './role.ts';

/** Permissions as they were typed, or what is wrong with them. */
export type Typed =
  | { readonly wanted: readonly Wanted[]; readonly fault?: never }
  | { readonly fault: string; readonly wanted?: never };

/** Letters of a repository's name; what is no name at all is refused by the server. */
const repositoryName = /^[a-z0-9][a-z0-9._/-]{0,254}$/;

/**
 * Reads `read acme/api, write acme/web`: a role and the repositories it is for. The namespace may be
 * left out, and a part without a role goes on with the role before it.
 */
export function readTyped(namespace: string, text: string): Typed {
  const wanted = new Map<string, Role>();
  let role: Role | undefined;
  for (const part of text.split(/[,;\n]/)) {
    const words = part.trim().split(/\s+/);
    const [first = ''] = words;
    if (first === '') continue;
    const begins = isRole(first.toLowerCase());
    if (begins) role = first.toLowerCase() as Role;
    if (role === undefined) return { fault: t('Begin with read, write, admin or none.') };
    const names = begins ? words.slice(1) : words;
    if (names.length === 0) return { fault: t('Name a repository after “{0}”.', role) };
    for (const name of names) {
      const fault = take(namespace, name, role, wanted);
      if (fault !== undefined) return { fault };
    }
  }
  return { wanted: [...wanted].map(([repository, given]) => ({ repository, role: given })) };
}

function take(
  namespace: string,
  name: string,
  role: Role,
  wanted: Map<string, Role>,
): string | undefined {
  const prefix = `${namespace}/`;
  const repository = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  if (repository === name && name.includes('/')) {
    return t(
      '{0} is not in {1}: robots get permissions in their own namespace alone.',
      name,
      namespace,
    );
  }
  if (!repositoryName.test(repository)) return t('“{0}” is not the name of a repository.', name);
  const before = wanted.get(repository);
  if (before !== undefined && before !== role) {
    return t('{0} stands there twice, as {1} and as {2}.', repository, before, role);
  }
  wanted.set(repository, role);
  return undefined;
}

/** The same in the words in which it can be typed. */
export const inWords = (wanted: readonly Wanted[]): string =>
  wanted.map(({ repository, role }) => `${role} ${repository}`).join(', ');
