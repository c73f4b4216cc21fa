import { RegistryError } from '../../../core/errors.ts';
import type { QuayContext } from '../context.ts';
import type { RobotName } from '../rows/names.ts';
import { readPermissions } from '../rows/permissions.ts';
import type { Wanted } from './role.ts';

/** A permission that is not as it is wanted. */
export interface Difference extends Wanted {
  /** The role that was given directly before; `undefined` for none. */
  readonly before: string | undefined;
}

/** What has to be changed on the server, as it stands now, so that all is as it is wanted. */
export async function differences(
  context: QuayContext,
  robot: RobotName,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<readonly Difference[]> {
  const present = await presentRoles(context, robot, wanted, signal);
  return wanted
    .map((one) => ({ ...one, before: present.get(one.repository) }))
    .filter(({ role, before }) => role !== (before ?? 'none'));
}

/**
 * The list of a robot's permissions needs scopes of its own (docs/registries/quay.md §1.2). Without
 * them every repository is asked about, for which the scope to change it is enough.
 */
async function presentRoles(
  context: QuayContext,
  robot: RobotName,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | undefined>> {
  const listed = await orForbidden(readPermissions(context, robot, signal));
  if (listed !== undefined) return new Map(listed.map((one) => [one.repository, one.role]));
  const asked = wanted.map(async ({ repository }) => {
    const role = await context.permissions.role(robot, repository, signal);
    return [repository, role] as const;
  });
  return new Map(await Promise.all(asked));
}

/** Resolves to `undefined` where the account may not ask. */
export async function orForbidden<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'forbidden') return undefined;
    throw error;
  }
}
