import { t } from '../../../core/l10n.ts';
import type { ItemPath } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { Choice, Field, Form, FormValues } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import type { QuayContext } from '../context.ts';
import { type Place, placeOf } from '../paths.ts';
import { type Difference, differences } from '../permissions/differences.ts';
import { differenceLines } from '../permissions/report.ts';
import { RepositoryChoices } from '../permissions/repository-choices.ts';
import { isRole, type Wanted } from '../permissions/role.ts';
import { setRoles } from '../permissions/set-roles.ts';
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
      return setRoles(context, target.robot, wantedOf(target, values), signal);
    },
  };
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
