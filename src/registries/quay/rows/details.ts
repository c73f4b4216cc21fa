import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Detail, Item } from '../../contract/item.ts';
import { lines } from '../../shared/details.ts';
import type { QuayContext } from '../context.ts';
import { placeOf } from '../paths.ts';
import type { Permission } from '../wire/permission.ts';
import { birthOf, lastUseOf } from '../wire/robot.ts';
import { fullName, type RobotName } from './names.ts';
import { readPermissions } from './permissions.ts';

/** As many repositories as a tooltip can name. */
const limit = 10;

/** What the row knows already or, for a robot, the list told; and where it may read and write. */
export async function details(
  context: QuayContext,
  item: Item,
  signal: AbortSignal,
): Promise<readonly Detail[]> {
  const place = placeOf(item.path);
  if (place.at !== 'robot' && place.at !== 'token') return item.details ?? [];
  const known = await robotLines(context, place.robot, signal);
  // Rows whose token cannot be read are those of plain members, who may not ask.
  if (!item.can.includes('fetch')) return known;
  const repositories = await rights(context, place.robot, signal);
  return [...known, { label: t('Repositories'), value: repositories }];
}

async function robotLines(
  { facts, memory }: QuayContext,
  name: RobotName,
  signal: AbortSignal,
): Promise<readonly Detail[]> {
  const { tracksLastUse } = await facts.get(signal);
  const robot = memory.robot(name);
  return lines(
    [t('Robot'), fullName(name)],
    [t('Description'), robot?.description],
    [t('Created'), robot === undefined ? undefined : birthOf(robot)],
    [t('Last used'), tracksLastUse && robot !== undefined ? lastUseOf(robot) : undefined],
  );
}

async function rights(
  context: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<string> {
  try {
    return summary(await readPermissions(context, robot, signal));
  } catch (error) {
    // A tooltip without this line would look as if the robot had no rights.
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return error.message;
  }
}

function summary(permissions: readonly Permission[]): string {
  if (permissions.length === 0) return t('none given directly; teams may give some');
  const named = permissions
    .slice(0, limit)
    .map(({ repository, role }) => `${repository} (${role})`)
    .join(', ');
  const more = permissions.length - limit;
  return more > 0 ? t('{0} and {1} more', named, more) : named;
}
