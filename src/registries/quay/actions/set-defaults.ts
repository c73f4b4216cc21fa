import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import type { Choice, Form, FormValues, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { QuayContext } from '../context.ts';
import { namespacePath, placeOf } from '../paths.ts';
import { roleWord } from '../permissions/role.ts';
import type { Namespace } from '../rows/names.ts';
import type { Prototype } from '../wire/prototype.ts';

/** The answer that stands for a default permission to be added. */
const added = 'new';
/** What teams are typed with, which could else be taken for users. */
const teamPrefix = 'team:';

/** What a default permission is to be: a role, or gone. */
interface Change {
  /** `undefined` for one that is added. */
  readonly present: Prototype | undefined;
  readonly wanted: Omit<Prototype, 'id'>;
  /** `none` takes it away. */
  readonly role: string;
}

/**
 * The permissions that new repositories of an organization get by themselves: lists them, adds one,
 * changes its role or takes it away.
 */
export function setDefaults(context: QuayContext): Action {
  return {
    form: async ({ path }, signal) => form(context, organizationOf(path), signal),
    consequence: async ([{ path }], values, signal) => {
      const organization = organizationOf(path);
      const change = await changeOf(context, organization, values, signal);
      return {
        message: t('Change the default permissions of {0}?', organization.name),
        detail: [
          t(
            '{0}: {1} → {2}',
            whoseOf(change.wanted),
            roleWord(change.present?.role),
            roleWord(change.role),
          ),
          t('This applies to repositories created from now on; existing ones stay as they are.'),
        ].join('\n'),
      };
    },
    run: async ({ path }, values, signal) => {
      const organization = organizationOf(path);
      const change = await changeOf(context, organization, values, signal);
      const changed = [namespacePath(organization)];
      const done: Outcome = { message: outcome(organization, change), changed };
      const sentence = t(
        'The answer from {0} was lost: the default permissions of {1} may have been changed or not.',
        context.api.host,
        organization.name,
      );
      await orLook(send(context, organization, change, signal), sentence, async (later) => {
        const now = await context.prototypes.list(organization.name, later);
        return isDone(now, change)
          ? done
          : {
              message: t('The default permissions of {0} were not changed.', organization.name),
              changed,
            };
      });
      return done;
    },
  };
}

function send(
  { prototypes }: QuayContext,
  { name }: Namespace,
  { present, wanted, role }: Change,
  signal: AbortSignal,
): Promise<void> {
  if (present === undefined) return prototypes.add(name, wanted, signal);
  return role === 'none'
    ? prototypes.remove(name, present.id, signal)
    : prototypes.change(name, present.id, role, signal);
}

function isDone(now: readonly Prototype[], { present, wanted, role }: Change): boolean {
  const found =
    present === undefined
      ? now.find((one) => sameRight(one, wanted))
      : now.find(({ id }) => id === present.id);
  return (found?.role ?? 'none') === role;
}

const sameRight = (left: Omit<Prototype, 'id'>, right: Omit<Prototype, 'id'>): boolean =>
  left.activatingUser === right.activatingUser &&
  left.delegate.kind === right.delegate.kind &&
  left.delegate.name === right.delegate.name;

function outcome({ name }: Namespace, { wanted, role }: Change): string {
  return role === 'none'
    ? t('{0} no longer has a default permission in {1}.', whoseOf(wanted), name)
    : t('{0} gets {1} on new repositories of {2} from now on.', whoseOf(wanted), role, name);
}

/** What the answers come to, with the server as it is now. */
async function changeOf(
  { prototypes }: QuayContext,
  organization: Namespace,
  values: FormValues,
  signal: AbortSignal,
): Promise<Change> {
  const [which, role] = [text(values, 'which'), text(values, 'role')];
  const all = await prototypes.list(organization.name, signal);
  if (which !== added) {
    const present = all.find(({ id }) => id === which);
    if (present !== undefined) return { present, wanted: { ...present, role }, role };
    const message = t('This default permission of {0} no longer exists.', organization.name);
    throw new RegistryError('not-found', message);
  }
  const delegate = delegateOf(organization, text(values, 'delegate').trim());
  const creator = text(values, 'creator').trim();
  const wanted = { role, delegate, activatingUser: creator === '' ? undefined : creator };
  if (all.some((one) => sameRight(one, wanted))) {
    const message = t(
      '{0} has a default permission already: choose it to change it.',
      nameOf(wanted),
    );
    throw new RegistryError('conflict', message);
  }
  return { present: undefined, wanted, role };
}

/** Robots may be typed by their short names, with the `+` before them. */
function delegateOf({ name }: Namespace, typed: string): Prototype['delegate'] {
  if (typed.startsWith(teamPrefix)) return { kind: 'team', name: typed.slice(teamPrefix.length) };
  return { kind: 'user', name: typed.startsWith('+') ? `${name}${typed}` : typed };
}

/** The server takes robots of any namespace here, unlike for permissions on a repository. */
function foreignRobot({ name }: Namespace, typed: string): Remark | undefined {
  const isForeign = typed.indexOf('+') > 0 && !typed.startsWith(`${name}+`);
  return isForeign
    ? {
        severity: 'warning',
        message: t('{0} is a robot of another namespace, whose admins have its token.', typed),
      }
    : undefined;
}

/** With whose repositories it is about, where it is not about all. */
const whoseOf = (one: Omit<Prototype, 'id'>): string =>
  one.activatingUser === undefined
    ? nameOf(one)
    : t('{0} (on repositories that {1} makes)', nameOf(one), one.activatingUser);

const nameOf = ({ delegate }: Pick<Prototype, 'delegate'>): string =>
  delegate.kind === 'team' ? t('The team {0}', delegate.name) : delegate.name;

function organizationOf(path: readonly string[]): Namespace {
  const place = placeOf(path);
  if (place.at !== 'namespace') throw new TypeError('the row is no organization');
  return place.namespace;
}

async function form(
  context: QuayContext,
  organization: Namespace,
  signal: AbortSignal,
): Promise<Form> {
  const present = await context.prototypes.list(organization.name, signal);
  const isNew = (values: FormValues) => values['which'] === added;
  return {
    title: t('Set Default Permissions of {0}', organization.name),
    fields: [
      {
        id: 'which',
        type: 'choice',
        title: t('Default Permission'),
        prompt: t('What new repositories of {0} grant by themselves', organization.name),
        consent: true,
        forgets: true,
        choices: () => [
          ...present.map((one): Choice => ({
            value: one.id,
            label: nameOf(one),
            description: one.role,
            detail:
              one.activatingUser === undefined
                ? t('On every new repository')
                : t('On repositories that {0} makes', one.activatingUser),
          })),
          { value: added, label: t('Add One…'), detail: t('For a robot, a team or a user') },
        ],
      },
      {
        id: 'delegate',
        type: 'text',
        title: t('For Whom'),
        prompt: t('The full name of a robot, a user, or {0} and the name of a team', teamPrefix),
        when: isNew,
        check: (typed) => foreignRobot(organization, typed.trim()),
        suggestions: (_values, later) => delegates(context, organization, later),
      },
      {
        id: 'creator',
        type: 'text',
        title: t('Made By'),
        prompt: t('Only on repositories that this user or robot makes; leave it empty for all'),
        optional: true,
        when: isNew,
      },
      {
        id: 'role',
        type: 'choice',
        title: t('Role'),
        prompt: t('What it grants'),
        forgets: true,
        choices: (values) => [
          { value: 'read', label: t('Read'), detail: t('Pull images') },
          { value: 'write', label: t('Write'), detail: t('Pull and push images') },
          {
            value: 'admin',
            label: t('Admin'),
            detail: t('Everything that Quay allows on a repository'),
          },
          ...(isNew(values)
            ? []
            : [{ value: 'none', label: t('None'), detail: t('Take it away') }]),
        ],
      },
    ],
  };
}

async function delegates(
  { teams, robots }: QuayContext,
  organization: Namespace,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  const [ofTeams, ofRobots] = await Promise.all([
    teams.list(organization, signal),
    robots.list(organization, signal),
  ]);
  return [
    ...ofTeams.map(({ name }) => ({
      value: `${teamPrefix}${name}`,
      label: `${teamPrefix}${name}`,
      description: t('team'),
    })),
    ...ofRobots.map((robot) => ({
      value: robot.fullName,
      label: robot.fullName,
      description: t('robot'),
    })),
  ];
}
