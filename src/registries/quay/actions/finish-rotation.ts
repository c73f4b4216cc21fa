import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { Form } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { QuayContext } from '../context.ts';
import { namespacePath, robotOf, robotPath } from '../paths.ts';
import { named, rest, unfinished } from '../permissions/report.ts';
import { useSince } from '../rotation/facts.ts';
import { giveRights, missingRights } from '../rotation/rights.ts';
import type { Rotation } from '../rotation/rotations.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { deletedRobot } from './delete-robot.ts';
import { usage } from './usage.ts';

/** Goes on with a rotation, or goes back: nothing of it is done by itself. */
export function finishRotation(context: QuayContext): Action {
  return {
    form: ({ path }) => form(underWay(context, robotOf(path))),
    consequence: ([{ path }], values, signal) =>
      consequence(context, underWay(context, robotOf(path)), text(values, 'step'), signal),
    run: ({ path }, values, signal) =>
      run(context, underWay(context, robotOf(path)), text(values, 'step'), signal),
  };
}

interface Pair {
  readonly former: RobotName;
  readonly successor: RobotName;
  readonly rotation: Rotation;
}

function underWay({ rotations }: QuayContext, former: RobotName): Pair {
  const rotation = rotations.of(former);
  if (rotation === undefined) {
    const message = t('No rotation of {0} is under way.', fullName(former));
    throw new RegistryError('not-found', message);
  }
  const successor = { namespace: former.namespace, short: rotation.successor };
  return { former, successor, rotation };
}

async function run(
  context: QuayContext,
  { former, successor }: Pair,
  step: string,
  signal: AbortSignal,
): Promise<Outcome> {
  switch (step) {
    case 'delete': {
      const outcome = await deletedRobot(context, former, signal);
      return { ...outcome, reveal: robotPath(successor) };
    }
    case 'undo': {
      const outcome = await deletedRobot(context, successor, signal);
      return { ...outcome, reveal: robotPath(former) };
    }
    case 'copy':
      return copy(context, former, successor, signal);
    default: {
      await context.rotations.end(former);
      const message = t(
        'Both {0} and {1} stay as they are.',
        fullName(former),
        fullName(successor),
      );
      return { message, changed: [namespacePath(former.namespace)], reveal: robotPath(former) };
    }
  }
}

async function copy(
  context: QuayContext,
  former: RobotName,
  successor: RobotName,
  signal: AbortSignal,
): Promise<Outcome> {
  const missing = await missingRights(context, former, successor, signal);
  const applied = await giveRights(context, successor, missing, signal);
  const changed = [robotPath(successor)];
  if (applied.done.length === missing.length) {
    const message = t('{0} may do what {1} may.', fullName(successor), fullName(former));
    return { message, changed, reveal: robotPath(successor) };
  }
  const { open, reason } = rest(applied);
  const message = t(
    '{0} of {1} rights were copied to {2}; not copied, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
    applied.done.length,
    missing.length,
    fullName(successor),
    named(open.map(({ name }) => name)),
    reason,
  );
  throw unfinished(applied, message, changed);
}

async function consequence(
  context: QuayContext,
  { former, successor, rotation }: Pair,
  step: string,
  signal: AbortSignal,
): Promise<Consequence | undefined> {
  if (step === 'delete') {
    return {
      message: t('Delete {0}, whose place {1} has taken?', fullName(former), fullName(successor)),
      detail: [
        ...(await lacking(context, former, successor, signal)),
        ...(await useSince(context, former, rotation, signal)),
        t(
          'Its token ends at once, and no login made with it can be renewed; a running one goes on for at most one hour.',
        ),
      ].join('\n'),
    };
  }
  if (step !== 'undo') return undefined;
  return {
    message: t('Delete {0}, and leave {1} as it is?', fullName(successor), fullName(former)),
    detail: [
      t('Its token stops working at once, wherever it is used.'),
      ...usage(context, successor),
    ].join('\n'),
  };
}

/**
 * What the robot that stays may not do, of what goes with the other one. Rejects with `not-found`
 * where it is gone itself: then nothing would be left.
 */
async function lacking(
  context: QuayContext,
  former: RobotName,
  successor: RobotName,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const [kept, gone] = [fullName(successor), fullName(former)];
  try {
    const missing = await missingRights(context, former, successor, signal);
    if (missing.length === 0) return [];
    const names = named(missing.map(({ name }) => name));
    return [t('{0} does not have all the rights of {1} yet. Missing: {2}.', kept, gone, names)];
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.code === 'cancelled' || error.code === 'not-found') throw error;
    return [
      t(
        'Whether {0} has all the rights of {1} could not be determined. {2}',
        kept,
        gone,
        error.message,
      ),
    ];
  }
}

const form = ({ former, successor }: Pair): Form => ({
  title: t('Finish Rotation of {0}', fullName(former)),
  fields: [
    {
      id: 'step',
      type: 'choice',
      title: t('Next Step'),
      prompt: t('What next? Escape leaves the rotation open.'),
      forgets: true,
      choices: () => [
        {
          value: 'delete',
          label: t('Delete {0}', fullName(former)),
          detail: t('Shows first whether it is still used'),
        },
        {
          value: 'copy',
          label: t('Copy What Is Missing'),
          detail: t('Rights of {0} that {1} lacks', fullName(former), fullName(successor)),
        },
        {
          value: 'undo',
          label: t('Go Back'),
          detail: t('Deletes {0}', fullName(successor)),
        },
        {
          value: 'keep',
          label: t('Keep Both'),
          detail: t('Ends the rotation; nothing is sent'),
        },
      ],
    },
  ],
});
