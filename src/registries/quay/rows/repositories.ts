import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { userProfile } from '../client/meanings.ts';
import type { QuayContext } from '../context.ts';
import { accessPath, allRepositoriesPath, repositoriesOfPath } from '../paths.ts';
import { readUser } from '../wire/user.ts';
import type { Namespace } from './names.ts';

/** The row that all repositories stand below, with who may do what with each. */
export const repositoriesRow = (): Item => group(allRepositoriesPath, 'group', t('Repositories'));

const group = (path: Item['path'], type: Item['type'], label: string): Item => ({
  path,
  type,
  label,
  hasChildren: true,
  can: [],
  within: [],
});

/** The namespaces whose repositories can be looked at: the user's own, and the organizations. */
export async function repositoryNamespaces(
  { api }: QuayContext,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const user = await api.get('/api/v1/user/', readUser, userProfile, signal);
  const names = user.organizations.map(({ name }) => name).sort();
  return [
    group(repositoriesOfPath({ kind: 'user', name: user.name }), 'user', user.name),
    ...names.map((name) =>
      group(repositoriesOfPath({ kind: 'organization', name }), 'organization', name),
    ),
  ];
}

/** The repositories of a namespace that the user sees, in the server's pages of a hundred. */
export async function* repositoriesOf(
  { repositories }: QuayContext,
  namespace: Namespace,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  let next: string | undefined;
  do {
    const page = await repositories.page(namespace.name, next, signal);
    yield page.names
      .toSorted()
      .map((name) => group(accessPath(namespace, name), 'permission', `${namespace.name}/${name}`));
    next = page.next;
  } while (next !== undefined);
}
