import type { Item } from '../../contract/item.ts';
import type { QuayContext } from '../context.ts';
import { repositoryPath } from '../paths.ts';
import type { Permission } from '../wire/permission.ts';
import type { RobotName } from './names.ts';

/** The repositories a robot was given directly, by name. */
export async function permissions(
  context: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const found = await readPermissions(context, robot, signal);
  return found
    .toSorted((a, b) => (a.repository < b.repository ? -1 : 1))
    .map(({ repository, role }) => ({
      path: repositoryPath(robot, repository),
      type: 'permission',
      label: `${robot.namespace.name}/${repository}`,
      description: role,
      hasChildren: true,
      can: ['setPermissions'],
      within: [],
    }));
}

/** Asks, and remembers for those who may not. */
export async function readPermissions(
  context: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<readonly Permission[]> {
  const found = await context.robots.permissions(robot, signal);
  context.memory.keepPermissions(robot, found);
  return found;
}
