import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Detail, Item } from '../item.ts';
import type { QuayContext } from './context.ts';
import { placeOf } from './paths.ts';
import { readPermissions } from './rows/permissions.ts';
import type { Permission } from './wire/permission.ts';

/** As many repositories as a tooltip can name. */
const limit = 10;

/** What the row knows already and, for a robot, where it may read and write: one request. */
export async function details(
  context: QuayContext,
  item: Item,
  signal: AbortSignal,
): Promise<readonly Detail[]> {
  const known = item.details ?? [];
  const place = placeOf(item.path);
  if ((place.at !== 'robot' && place.at !== 'token') || item.can.length === 0) return known;
  return [
    ...known,
    { label: t('Repositories'), value: await rights(context, place.robot, signal) },
  ];
}

async function rights(
  context: QuayContext,
  robot: Parameters<typeof readPermissions>[1],
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
