import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import type { QuayContext } from '../context.ts';
import { grantPath } from '../paths.ts';
import { noRepository } from '../permissions/apply.ts';
import type { Grant } from '../wire/grant.ts';
import type { RobotName } from './names.ts';

const kinds: readonly Grant['kind'][] = ['team', 'user', 'robot'];
const types = { team: 'organization', user: 'user', robot: 'robot' } as const;

/**
 * Who may what on a repository: those who administer all of its namespace, then those who were
 * given something directly. Two requests.
 */
export async function grants(
  { permissions, repositories }: QuayContext,
  robot: RobotName,
  repository: string,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const { kind, name } = robot.namespace;
  const found = await permissions.ofRepository(name, repository, signal);
  // The server lists nobody for a repository that is gone.
  if (found.length === 0 && !(await repositories.exists(name, repository, signal))) {
    throw noRepository(name, repository);
  }
  const row = (id: string, type: Item['type'], label: string, description: string): Item => ({
    path: grantPath(robot, repository, id),
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
        grant.kind === 'team' ? t('team · {0}', grant.role) : grant.role,
      ),
    ),
  ];
}
