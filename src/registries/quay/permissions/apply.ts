import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { QuayContext } from '../context.ts';
import type { RobotName } from '../rows/names.ts';
import { type Applied, applyEach } from './apply-each.ts';
import type { Wanted } from './role.ts';

/** Gives a robot roles, and takes them away; see `applyEach`. */
export async function apply<T extends Wanted>(
  context: QuayContext,
  robot: RobotName,
  changes: readonly T[],
  signal: AbortSignal,
): Promise<Applied<T>> {
  const send = (one: T, toTheEnd: AbortSignal) => setRole(context, robot, one, toTheEnd);
  const applied = await applyEach(changes, send, signal);
  context.memory.forgetPermissions(robot);
  return applied;
}

/** Gives a robot a role, or takes it away. Tells a repository that is gone from a fault. */
export async function setRole(
  { permissions, repositories }: QuayContext,
  robot: RobotName,
  { repository, role }: Wanted,
  toTheEnd: AbortSignal,
): Promise<void> {
  try {
    if (role === 'none') await permissions.remove(robot, repository, toTheEnd);
    else await permissions.set(robot, repository, role, toTheEnd);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'server') throw error;
    // A repository that is gone is a fault of the server, too (docs/registries/quay.md §8.2).
    const namespace = robot.namespace.name;
    if (await repositories.exists(namespace, repository, toTheEnd)) throw error;
    throw noRepository(namespace, repository, error);
  }
}

export const noRepository = (
  namespace: string,
  repository: string,
  cause?: unknown,
): RegistryError =>
  new RegistryError('not-found', t('There is no repository {0}.', `${namespace}/${repository}`), {
    cause,
  });
