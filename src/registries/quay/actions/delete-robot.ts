import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import { orLook, orMissing } from '../../shared/rest/lost-answer.ts';
import type { QuayContext } from '../context.ts';
import { namespacePath, robotOf } from '../paths.ts';
import { exchangedRecordId, robotRecordId } from '../records.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { usage } from './usage.ts';

export function deleteRobot(context: QuayContext): Action {
  return {
    several: true,
    consequence: ([first, ...others]) =>
      others.length === 0
        ? consequence(context, robotOf(first.path))
        : ofSeveral(others.length + 1),
    run: ({ path }, _values, signal) => deletedRobot(context, robotOf(path), signal),
  };
}

/** Deletes a robot, once, with all that it may and everything that was made with its token. */
export async function deletedRobot(
  context: QuayContext,
  name: RobotName,
  signal: AbortSignal,
): Promise<Outcome> {
  const { id } = context.connection.account;
  const gone: Outcome = {
    message: t('{0} was deleted.', fullName(name)),
    ended: [robotRecordId(id, name), exchangedRecordId(id, name)],
    changed: [namespacePath(name.namespace)],
    reveal: namespacePath(name.namespace),
  };
  const sentence = t(
    'The answer from {0} was lost: {1} may have been deleted or not.',
    context.api.host,
    fullName(name),
  );
  const wasDeleted = async (): Promise<Outcome> => {
    await context.rotations.gone(name);
    return gone;
  };
  await orLook(context.robots.delete(name, signal), sentence, async (later) => {
    const robot = await orMissing(context.robots.get(name, later));
    return robot === undefined
      ? wasDeleted()
      : { message: t('{0} is still there.', fullName(name)), changed: [] };
  });
  return wasDeleted();
}

/** The same of robots that are deleted together; what they are is said beside it. */
const ofSeveral = (count: number): Consequence => ({
  message: t('Delete {0} robots?', count),
  detail: [
    t('Their tokens stop working at once, and their permissions and trusted issuers go with them.'),
    t(
      'A login made before stays good for up to one hour. A new robot of the same name would accept it again: after a leak, choose another name.',
    ),
  ].join('\n'),
});

/** What deleting ends, and what a robot of the same name revives: docs/registries/quay.md §8.1. */
function consequence(context: QuayContext, name: RobotName): Consequence {
  return {
    message: t('Delete the robot {0}?', fullName(name)),
    detail: [
      t('Its token stops working at once, and its permissions and trusted issuers go with it.'),
      t(
        'A login made before stays good for up to one hour. A new robot of the same name would accept it again: after a leak, choose another name.',
      ),
      ...usage(context, name),
    ].join('\n'),
  };
}
