import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { ItemPath, Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { Choice, Field, Form, FormValues } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import type { QuayContext } from '../context.ts';
import { belowRobot, type Place, placeOf } from '../paths.ts';
import { apply } from '../permissions/apply.ts';
import { type Difference, differences } from '../permissions/differences.ts';
import { differenceLines, repositoriesOf, rest, unfinished } from '../permissions/report.ts';
import { RepositoryChoices } from '../permissions/repository-choices.ts';
import { isRole, roleWord, type Wanted } from '../permissions/role.ts';
import { readTyped } from '../permissions/typed.ts';
import { fullName, type RobotName } from '../rows/names.ts';

/**
 * Gives a robot permissions on repositories of its namespace, or takes them away: of several with
 * one role, or of each with its own where they are typed. Only what differs from what the server
 * has is shown and sent, so doing it again goes on where it stopped.
 */
export function setPermissions(context: QuayContext): Action {
  return {
    form: ({ path }) => form(context, targetOf(path)),
    consequence: async ([{ path }], values, signal) => {
      const target = targetOf(path);
      const wanted = wantedOf(target, values);
      return consequence(target.robot, await differences(context, target.robot, wanted, signal));
    },
    run: async ({ path }, values, signal) => {
      const target = targetOf(path);
      return set(context, target.robot, wantedOf(target, values), signal);
    },
  };
}

async function set(
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
  const outcome = await set(context, robot, former, signal);
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
    'The answer of {0} was lost: the permission of {1} on {2} may have been set or not.',
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

/** A permission that is taken away goes on in what was handed out: docs/registries/quay.md §8.1. */
function consequence(robot: RobotName, changes: readonly Difference[]): Consequence | undefined {
  if (changes.length === 0) return undefined;
  const takesAway = changes.some(({ before }) => before !== undefined);
  return {
    message:
      changes.length === 1
        ? t('Change a permission of {0}?', fullName(robot))
        : t('Change {0} permissions of {1}?', changes.length, fullName(robot)),
    detail: [
      ...differenceLines(changes),
      ...(takesAway
        ? [
            t(
              'Whoever is logged in may go on with the former permission for up to one hour, and what a team gives stays.',
            ),
          ]
        : []),
    ].join('\n'),
  };
}

/** A robot, and the one repository that it is about, if it was asked at that repository's row. */
interface Target {
  readonly robot: RobotName;
  readonly repository?: string;
}

function targetOf(path: ItemPath): Target {
  const place: Place = placeOf(path);
  if (place.at === 'repository') return { robot: place.robot, repository: place.repository };
  if (!('robot' in place)) throw new TypeError('the row has no robot');
  return { robot: place.robot };
}

/** The role that stands for permissions that are typed. */
const typed = 'typed';

function wantedOf({ robot, repository }: Target, values: FormValues): readonly Wanted[] {
  const role = text(values, 'role');
  if (role === typed) return readTyped(robot.namespace.name, text(values, 'typed')).wanted ?? [];
  if (!isRole(role)) throw new TypeError(`no role: ${role}`);
  const names = repository === undefined ? list(values, 'repositories') : [repository];
  return names.map((name) => ({ repository: name, role }));
}

function form(context: QuayContext, { robot, repository }: Target): Form {
  const choices = new RepositoryChoices(context, robot);
  const role: Field = {
    id: 'role',
    type: 'choice',
    title: t('Role'),
    prompt:
      repository === undefined
        ? t('What the robot may do; next, with which repositories')
        : t('What the robot may do with {0}', repository),
    choices: () => {
      if (repository !== undefined) return roleChoices();
      choices.prepare();
      return [...roleChoices(), typedChoice()];
    },
  };
  return {
    title: t('Set Permissions of {0}', fullName(robot)),
    fields: repository === undefined ? [role, ...whichFields(robot, choices)] : [role],
  };
}

const roleChoices = (): readonly Choice[] => [
  { value: 'read', label: t('Read'), detail: t('Pull images') },
  { value: 'write', label: t('Write'), detail: t('Pull and push images') },
  { value: 'admin', label: t('Admin'), detail: t('Everything that Quay allows on a repository') },
  { value: 'none', label: t('None'), detail: t('Take away what was given directly') },
];

const typedChoice = (): Choice => ({
  value: typed,
  label: t('Several, Typed'),
  detail: t('A role for each: read api, write web'),
});

function whichFields(robot: RobotName, choices: RepositoryChoices): readonly Field[] {
  return [
    {
      id: 'repositories',
      type: 'choice',
      title: t('Repositories'),
      prompt: t('Which repositories of {0}; type to search for others', robot.namespace.name),
      when: (values) => values['role'] !== typed,
      many: true,
      forgets: true,
      choices: (_values, signal) => choices.first(signal),
      later: (signal) => choices.later(signal),
      search: (part, signal) => choices.find(part, signal),
      check: (chosen) =>
        chosen.length > 0
          ? undefined
          : { severity: 'error', message: t('Choose at least one repository.') },
    },
    {
      id: 'typed',
      type: 'text',
      title: t('Permissions'),
      prompt: t('Roles are read, write, admin and none, each before the repositories it is for'),
      placeholder: 'read api, write web',
      when: (values) => values['role'] === typed,
      check: (entered) => {
        const { fault } = readTyped(robot.namespace.name, entered);
        return fault === undefined ? undefined : { severity: 'error', message: fault };
      },
    },
  ];
}
