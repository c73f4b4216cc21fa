import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { QuayContext } from '../context.ts';
import { belowRobot } from '../paths.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { apply } from './apply.ts';
import { type Difference, differences } from './differences.ts';
import { repositoriesOf, rest, unfinished } from './report.ts';
import { isRole, roleWord, type Wanted } from './role.ts';

/**
 * Gives a robot roles, or takes them away: only what differs from what the server has is sent, each
 * once. Rejects with what was done and what was not; both trying again and going back look first.
 */
export async function setRoles(
  context: QuayContext,
  robot: RobotName,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<Outcome> {
  const rows = belowRobot(robot, 'repositories');
  const finished = (message: string): Outcome => ({ message, changed: [rows], reveal: rows });
  const changes = await differences(context, robot, wanted, signal);
  if (changes.length === 0) {
    return finished(t('{0} has these permissions already; nothing was sent.', fullName(robot)));
  }
  const applied = await apply(context, robot, changes, signal);
  const done = finished(outcome(robot, changes));
  if (applied.done.length === changes.length) return done;
  if (applied.unsent.length === changes.length) throw cancelled();
  const isLost = applied.failed.some(({ error }) => error.code === 'lost-answer');
  const [only] = changes.length === 1 ? applied.failed : [];
  if (only !== undefined) throw isLost ? lost(context, robot, only.one, done) : only.error;
  const { open, reason } = rest(applied);
  const message = t(
    '{0} of {1} permissions of {2} were set; not set, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
    applied.done.length,
    changes.length,
    fullName(robot),
    repositoriesOf(open),
    reason,
  );
  const sent = [...applied.done, ...applied.failed.map(({ one }) => one)];
  throw unfinished(applied, message, [rows], (later) => goBack(context, robot, sent, later));
}

/** Gives back the roles of before; what is so already is not sent. */
async function goBack(
  context: QuayContext,
  robot: RobotName,
  sent: readonly Difference[],
  signal: AbortSignal,
): Promise<Outcome> {
  const former = sent.map(({ repository, before = 'none' }): Wanted => {
    if (!isRole(before)) throw unknownRole(repository, before);
    return { repository, role: before };
  });
  const outcome = await setRoles(context, robot, former, signal);
  const message = t('{0} has the permissions again that it had before.', fullName(robot));
  return { ...outcome, message };
}

const unknownRole = (repository: string, role: string): RegistryError =>
  new RegistryError(
    'unsupported',
    t('On {0} it had the role {1}, which cannot be given from here.', repository, role),
  );

function lost(
  context: QuayContext,
  robot: RobotName,
  one: Difference,
  done: Outcome,
): RegistryError {
  const message = t(
    'The answer from {0} was lost: the permission of {1} on {2} may have been set or not.',
    context.api.host,
    fullName(robot),
    one.repository,
  );
  return new RegistryError('lost-answer', message, {
    changed: done.changed,
    look: async (later) => {
      const open = await differences(context, robot, [one], later);
      if (open.length === 0) return done;
      const still = t('The permission of {0} on {1} was not set.', fullName(robot), one.repository);
      return { message: still, changed: done.changed };
    },
  });
}

function outcome(robot: RobotName, changes: readonly Difference[]): string {
  const [first, ...others] = changes;
  return first !== undefined && others.length === 0
    ? t(
        '{0} has its new permission on {1}: {2}.',
        fullName(robot),
        first.repository,
        roleWord(first.role),
      )
    : t(
        '{0} permissions of {1} were set: {2}.',
        changes.length,
        fullName(robot),
        repositoriesOf(changes),
      );
}
