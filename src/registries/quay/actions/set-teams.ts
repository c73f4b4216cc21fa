import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import type { Form } from '../../contract/form.ts';
import { list } from '../../contract/form-values.ts';
import type { QuayContext } from '../context.ts';
import { robotOf, robotPath } from '../paths.ts';
import { applyEach } from '../permissions/apply-each.ts';
import { named, rest, unfinished } from '../permissions/report.ts';
import { fullName, type RobotName } from '../rows/names.ts';

/** A team that a robot is to join or to leave. */
interface Step {
  readonly team: string;
  readonly joins: boolean;
}

/**
 * Puts a robot into teams of its organization, and takes it out of others. Only what differs from
 * what the server has is shown and sent.
 */
export function setTeams(context: QuayContext): Action {
  return {
    form: async ({ path }, signal) => form(context, robotOf(path), signal),
    consequence: async ([{ path }], values, signal) => {
      const robot = robotOf(path);
      const steps = await differences(context, robot, list(values, 'teams'), signal);
      if (steps.length === 0) return undefined;
      return {
        message: t('Change the teams of {0}?', fullName(robot)),
        detail: [
          ...steps.map(({ team, joins }) => (joins ? t('joins {0}', team) : t('leaves {0}', team))),
          t('A robot may do what its teams may, including what they are given later.'),
        ].join('\n'),
      };
    },
    run: async ({ path }, values, signal) =>
      set(context, robotOf(path), list(values, 'teams'), signal),
  };
}

async function set(
  context: QuayContext,
  robot: RobotName,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<Outcome> {
  const row = robotPath(robot);
  const finished = (message: string): Outcome => ({ message, changed: [row], reveal: row });
  const steps = await differences(context, robot, wanted, signal);
  const done = finished(
    wanted.length === 0
      ? t('{0} is in no team now.', fullName(robot))
      : t('{0} is in these teams now: {1}.', fullName(robot), named(wanted)),
  );
  const send = ({ team, joins }: Step, toTheEnd: AbortSignal) =>
    joins ? context.teams.add(robot, team, toTheEnd) : context.teams.remove(robot, team, toTheEnd);
  const applied = await applyEach(steps, send, signal);
  if (applied.done.length === steps.length) return done;
  if (applied.unsent.length === steps.length) throw cancelled();
  const [only] = steps.length === 1 ? applied.failed : [];
  if (only?.error.code === 'lost-answer') throw lost(context, robot, wanted, done);
  if (only !== undefined) throw only.error;
  const { open, reason } = rest(applied);
  const message = t(
    '{0} of {1} changes to the teams of {2} were made; not made, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
    applied.done.length,
    steps.length,
    fullName(robot),
    named(open.map(({ team }) => team)),
    reason,
  );
  const sent = [...applied.done, ...applied.failed.map(({ one }) => one)];
  throw unfinished(applied, message, [row], (later) => goBack(context, robot, sent, later));
}

/** Takes the robot out of the teams that it joined, and puts it back into those it left. */
async function goBack(
  context: QuayContext,
  robot: RobotName,
  sent: readonly Step[],
  signal: AbortSignal,
): Promise<Outcome> {
  const { present } = await teamsOf(context, robot, signal);
  const joined = sent.filter(({ joins }) => joins).map(({ team }) => team);
  const left = sent.filter(({ joins }) => !joins).map(({ team }) => team);
  const former = [...present.filter((team) => !joined.includes(team)), ...left];
  const outcome = await set(context, robot, [...new Set(former)], signal);
  const message = t('{0} is in the teams again that it was in before.', fullName(robot));
  return { ...outcome, message };
}

function lost(
  context: QuayContext,
  robot: RobotName,
  wanted: readonly string[],
  done: Outcome,
): RegistryError {
  const message = t(
    'The answer from {0} was lost: the teams of {1} may have been changed or not.',
    context.api.host,
    fullName(robot),
  );
  return new RegistryError('lost-answer', message, {
    changed: done.changed,
    look: async (later) => {
      const open = await differences(context, robot, wanted, later);
      if (open.length === 0) return done;
      const still = t('The teams of {0} were not changed.', fullName(robot));
      return { message: still, changed: done.changed };
    },
  });
}

/** What has to be changed on the server, as it stands now. */
async function differences(
  context: QuayContext,
  robot: RobotName,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<readonly Step[]> {
  const { all, present } = await teamsOf(context, robot, signal);
  const gone = wanted.find((team) => !all.some(({ name }) => name === team));
  if (gone !== undefined) {
    const message = t('The team {0} no longer exists in {1}.', gone, robot.namespace.name);
    throw new RegistryError('not-found', message);
  }
  return all
    .filter(({ name }) => wanted.includes(name) !== present.includes(name))
    .map(({ name }) => ({ team: name, joins: wanted.includes(name) }));
}

async function teamsOf({ teams }: QuayContext, robot: RobotName, signal: AbortSignal) {
  const all = await teams.list(robot.namespace, signal);
  const names = all.map(({ name }) => name);
  return { all, present: await teams.ofRobot(robot, names, signal) };
}

async function form(context: QuayContext, robot: RobotName, signal: AbortSignal): Promise<Form> {
  const { all, present } = await teamsOf(context, robot, signal);
  return {
    title: t('Set Teams of {0}', fullName(robot)),
    fields: [
      {
        id: 'teams',
        type: 'choice',
        title: t('Teams'),
        prompt: t('The teams that the robot is to be in'),
        many: true,
        forgets: true,
        initial: () => present,
        choices: () =>
          all.map(({ name, role, description, isSynced }) => ({
            value: name,
            label: name,
            description: isSynced ? t('{0} · synced from a directory', role) : role,
            ...(isSynced
              ? {
                  detail: t(
                    'Members come from a directory and cannot be changed in Quay; robots can join and leave',
                  ),
                }
              : description === ''
                ? {}
                : { detail: description }),
          })),
      },
    ],
  };
}
