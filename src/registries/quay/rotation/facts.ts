import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { day } from '../../shared/details.ts';
import type { QuayContext } from '../context.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { lastUseOf } from '../wire/robot.ts';
import type { Rotation } from './rotations.ts';

/** What is known of a robot's use since another one takes its place, and what nobody can see. */
export async function useSince(
  context: QuayContext,
  robot: RobotName,
  { since }: Rotation,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const [last, acts] = await Promise.all([
    lastUse(context, robot, since, signal),
    actsInLogs(context, robot, since, signal),
  ]);
  return [
    t('It has been watched since {0}.', day(since)),
    last,
    acts,
    t('Keyless exchanges, and logins that renew themselves, cannot be seen anywhere.'),
  ];
}

async function lastUse(
  context: QuayContext,
  robot: RobotName,
  since: number,
  signal: AbortSignal,
): Promise<string> {
  const [{ tracksLastUse }, robots] = await Promise.all([
    context.facts.get(signal),
    context.robots.list(robot.namespace, signal),
  ]);
  if (!tracksLastUse) return t('This registry does not say when a robot was last used.');
  context.memory.keepRobots(robot.namespace, robots);
  const listed = context.memory.robot(robot);
  const at = listed === undefined ? undefined : lastUseOf(listed);
  if (at === undefined) return t('No use of its token is recorded.');
  return at >= since
    ? t('Its token was used since then, last on {0}: somebody still has it.', day(at))
    : t('Its token was not used since then; the last time was on {0}.', day(at));
}

async function actsInLogs(
  context: QuayContext,
  robot: RobotName,
  since: number,
  signal: AbortSignal,
): Promise<string> {
  try {
    const now = context.connection.clock.now();
    const { entries, hasMore } = await context.logs.acts(robot, { since, now }, signal);
    const recent = entries.filter(({ at }) => at !== undefined && at >= since);
    const count = (kind: string) => recent.filter((entry) => entry.kind === kind).length;
    const [pulls, pushes] = [count('pull_repo'), count('push_repo')];
    return hasMore
      ? t('The newest entries of the logs have {0} pulls and {1} pushes of it.', pulls, pushes)
      : t('The logs have {0} pulls and {1} pushes of it since then.', pulls, pushes);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return t('The logs of {0} could not be read: {1}', fullName(robot), error.message);
  }
}
