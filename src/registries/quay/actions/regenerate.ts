import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import { originOf, type QuayContext } from '../context.ts';
import { robotOf, robotPath } from '../paths.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import type { Robot } from '../wire/robot.ts';
import { issuedRobotToken } from './issued.ts';
import { usage } from './usage.ts';

/** Replaces a robot's token. The old one is read first, so that a lost answer can be looked up. */
export function regenerate(context: QuayContext): Action {
  return {
    consequence: ([{ path }]) => consequence(context, robotOf(path)),
    run: async ({ path }, _values, signal) => {
      const name = robotOf(path);
      const [facts, before] = await Promise.all([
        context.facts.get(signal),
        context.robots.get(name, signal),
      ]);
      const origin = originOf(context, facts);
      const old = issuedRobotToken(origin, name, before).secrets.token;
      const outcome = (robot: Robot): Outcome => ({
        message: t('{0} has a new token; the old one no longer works.', fullName(name)),
        issued: issuedRobotToken(origin, name, robot),
        changed: [robotPath(name)],
        reveal: robotPath(name),
      });
      const sentence = t(
        'The answer from {0} was lost: the token of {1} may have been replaced or not.',
        context.api.host,
        fullName(name),
      );
      const robot = await orLook(
        context.robots.regenerate(name, signal),
        sentence,
        async (later) => {
          const now = await context.robots.get(name, later);
          return now.token?.equals(old) === true
            ? { message: t('{0} still has its old token.', fullName(name)), changed: [] }
            : outcome(now);
        },
      );
      return outcome(robot);
    },
  };
}

/** What a new token does not end: docs/registries/quay.md §8.1. */
function consequence(context: QuayContext, name: RobotName): Consequence {
  return {
    message: t('Regenerate the token of {0}?', fullName(name)),
    detail: [
      t(
        'The current token stops working at once, wherever it is used; there is no overlap. Permissions stay.',
      ),
      t(
        'Whoever has logged in with it can renew that login until the robot is deleted. After a leak, create a robot under a new name, give it the same permissions, deliver its token, and then delete this one.',
      ),
      ...usage(context, name),
    ].join('\n'),
  };
}
