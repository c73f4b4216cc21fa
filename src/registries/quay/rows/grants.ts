import { t } from '../../../core/l10n.ts';
import type { ItemPath } from '../../../core/outcome.ts';
import type { Item } from '../../contract/item.ts';
import type { QuayContext } from '../context.ts';
import { grantPath } from '../paths.ts';
import { noRepository } from '../permissions/apply.ts';
import { orForbidden } from '../permissions/differences.ts';
import type { Grant } from '../wire/grant.ts';
import type { Namespace } from './names.ts';

const kinds: readonly Grant['kind'][] = ['team', 'user', 'robot'];
const types = { team: 'organization', user: 'user', robot: 'robot' } as const;

/** A repository, and the row that asks about it. */
interface Asked {
  readonly namespace: Namespace;
  readonly repository: string;
  readonly path: ItemPath;
}

/**
 * Who may what on a repository: those who administer all of its namespace, then those who were
 * given something directly. Two requests, and one more where teams are among them.
 */
export async function grants(
  context: QuayContext,
  { namespace, repository, path }: Asked,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const { permissions, repositories } = context;
  const { kind, name } = namespace;
  const found = await permissions.ofRepository(name, repository, signal);
  // The server lists nobody for a repository that is gone.
  if (found.length === 0 && !(await repositories.exists(name, repository, signal))) {
    throw noRepository(name, repository);
  }
  const synced = await syncedAmong(context, namespace, found, signal);
  const row = (id: string, type: Item['type'], label: string, description: string): Item => ({
    path: grantPath(path, id),
    type,
    label,
    description,
    hasChildren: false,
    can: [],
    within: [],
  });
  const ordered = found.toSorted(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
  );
  return [
    kind === 'user'
      ? row('owner', 'user', name, t('owner'))
      : row('admins', 'organization', t('Admins of {0}', name), 'admin'),
    ...ordered.map((grant) =>
      row(
        `${grant.kind}:${grant.name}`,
        types[grant.kind],
        grant.name,
        grant.kind === 'team' ? teamWords(grant, synced) : grant.role,
      ),
    ),
  ];
}

const teamWords = ({ name, role }: Grant, synced: ReadonlySet<string>): string =>
  synced.has(name) ? t('team · {0} · synced from a directory', role) : t('team · {0}', role);

/** The teams whose people come from a directory, as far as the account may see the teams. */
async function syncedAmong(
  { teams }: QuayContext,
  namespace: Namespace,
  found: readonly Grant[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (!found.some(({ kind }) => kind === 'team')) return new Set();
  const all = (await orForbidden(teams.list(namespace, signal))) ?? [];
  return new Set(all.filter(({ isSynced }) => isSynced).map(({ name }) => name));
}
