import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import type { Form, FormValues, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { Item } from '../../contract/item.ts';
import { type Look, orLook, orMissing } from '../../shared/rest/lost-answer.ts';
import { originOf, type QuayContext } from '../context.ts';
import { namespacePath, placeOf, robotPath } from '../paths.ts';
import { apply, noRepository } from '../permissions/apply.ts';
import { repositoriesOf, rest } from '../permissions/report.ts';
import type { Wanted } from '../permissions/role.ts';
import { setRoles } from '../permissions/set-roles.ts';
import { inWords, readTyped } from '../permissions/typed.ts';
import { fullName, type Namespace, type RobotName, robotNameFault } from '../rows/names.ts';
import { birthOf, type Robot } from '../wire/robot.ts';
import { deletedRobot } from './delete-robot.ts';
import { issuedRobotToken } from './issued.ts';

/** As many repositories as are looked at before the robot is made. */
const checkedAtFirst = 20;

/** Longest description the server stores (docs/registries/quay.md §2.2). */
const descriptionLimit = 255;

export function createRobot(context: QuayContext): Action {
  return {
    issues: 'once',
    form: (item) => form(context, namespaceOf(item)),
    run: async (item, values, signal) => {
      const name = { namespace: namespaceOf(item), short: text(values, 'name') };
      const facts = await context.facts.get(signal);
      const origin = originOf(context, facts);
      const outcome = (robot: Robot, more: Partial<Outcome> = {}): Outcome => ({
        message: bare(name),
        issued: issuedRobotToken(origin, name, robot),
        changed: [namespacePath(name.namespace)],
        reveal: robotPath(name),
        ...more,
      });
      const description = text(values, 'description');
      const robot = await newRobot(context, name, description, signal, outcome);
      const wanted = wantedOf(name.namespace, values);
      return outcome(robot, await equip(context, name, wanted, signal));
    },
  };
}

/**
 * Creates a robot that may do nothing yet.
 *
 * @param found what there is to say of it when its answer was lost and looking finds it
 */
export function newRobot(
  context: QuayContext,
  name: RobotName,
  description: string,
  signal: AbortSignal,
  found: (robot: Robot) => Outcome | Promise<Outcome>,
): Promise<Robot> {
  const startedAt = context.connection.clock.now();
  return orLook(
    context.robots.create(name, description, signal),
    t(
      'The answer from {0} was lost: {1} may have been created or not.',
      context.api.host,
      fullName(name),
    ),
    look(context, name, startedAt, found),
  );
}

const bare = (name: RobotName): string =>
  t('{0} was created. It may do nothing until it gets permissions.', fullName(name));

const wantedOf = (namespace: Namespace, values: FormValues): readonly Wanted[] =>
  readTyped(namespace.name, text(values, 'permissions')).wanted ?? [];

/**
 * Gives a new robot its first permissions, and tells what came of it. Nothing of it is an error:
 * the robot is there, and its token is to be kept.
 */
async function equip(
  context: QuayContext,
  name: RobotName,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<Partial<Outcome>> {
  const given = wanted.filter(({ role }) => role !== 'none');
  if (given.length === 0) return {};
  const applied = await apply(context, name, given, signal);
  if (applied.done.length === given.length) {
    return { message: t('{0} was created. It may {1}.', fullName(name), inWords(given)) };
  }
  const { open, reason } = rest(applied);
  const missing = t(
    '{0} of the {1} permissions of the new robot {2} were not set, or not for certain: {3}. {4} Go on with them, or go back: that deletes the robot.',
    open.length,
    given.length,
    fullName(name),
    repositoriesOf(open),
    reason,
  );
  return {
    message: t('{0} was created, but not with all of its permissions.', fullName(name)),
    unfinished: {
      message: missing,
      goOn: (later) => setRoles(context, name, given, later),
      goBack: (later) => deletedRobot(context, name, later),
    },
  };
}

/** Clocks of server and client differ; an older robot than this was there before. */
const tolerance = 5 * 60_000;

function look(
  context: QuayContext,
  name: RobotName,
  startedAt: number,
  outcome: (robot: Robot) => Outcome | Promise<Outcome>,
): Look {
  return async (signal) => {
    const robot = await orMissing(context.robots.get(name, signal));
    if (robot === undefined) {
      return { message: t('{0} was not created.', fullName(name)), changed: [] };
    }
    if ((birthOf(robot) ?? startedAt) < startedAt - tolerance) {
      return {
        message: t('{0} was not created: a robot of that name existed before.', fullName(name)),
        changed: [namespacePath(name.namespace)],
        reveal: robotPath(name),
      };
    }
    return outcome(robot);
  };
}

function namespaceOf(item: Item): Namespace {
  const place = placeOf(item.path);
  if (place.at !== 'namespace') throw new TypeError('robots are created in a namespace');
  return place.namespace;
}

function form(context: QuayContext, namespace: Namespace): Form {
  const prefix = `${namespace.name}+`;
  return {
    title: t('Create Robot in {0}', namespace.name),
    fields: [
      {
        id: 'name',
        type: 'text',
        title: t('Name'),
        prompt: t('The part after {0}', prefix),
        placeholder: 'ci',
        normalize: (typed) => {
          const name = typed.trim();
          return name.startsWith(prefix) ? name.slice(prefix.length) : name;
        },
        check: (name) => checkName(namespace, name),
      },
      {
        id: 'description',
        type: 'text',
        title: t('Description'),
        prompt: t('What the robot is for. It cannot be changed later. Leave it empty for none.'),
        optional: true,
        check: checkDescription,
      },
      {
        id: 'permissions',
        type: 'text',
        title: t('Permissions'),
        prompt: t('What it may do at first, as “read api, write web”. Leave it empty for nothing.'),
        placeholder: 'read api, write web',
        optional: true,
        check: (typed) => {
          const { fault } = readTyped(namespace.name, typed);
          return fault === undefined ? undefined : { severity: 'error', message: fault };
        },
        verify: (values, _connection, signal) =>
          checkPermissions(context, namespace, values, signal),
      },
    ],
  };
}

function checkName(namespace: Namespace, short: string): Remark {
  const fault = robotNameFault(namespace, short);
  if (fault !== undefined) return { severity: 'error', message: fault };
  const message = t(
    '{0} may neither pull nor push until it is given permissions.',
    fullName({ namespace, short }),
  );
  return { severity: 'info', message };
}

/**
 * Whether the permissions can be given, before there is a robot: the repositories are there, and
 * the API token may set permissions on them. Rejects with `forbidden` when it may not.
 */
async function checkPermissions(
  context: QuayContext,
  namespace: Namespace,
  values: FormValues,
  signal: AbortSignal,
): Promise<Remark | undefined> {
  const robot = { namespace, short: text(values, 'name') };
  const wanted = wantedOf(namespace, values);
  const missing = await Promise.all(
    wanted.slice(0, checkedAtFirst).map(async ({ repository }) => {
      const exists = await context.repositories.exists(namespace.name, repository, signal);
      if (exists) await context.permissions.role(robot, repository, signal);
      return exists ? undefined : repository;
    }),
  );
  const first = missing.find((repository) => repository !== undefined);
  return first === undefined
    ? undefined
    : { severity: 'error', message: noRepository(namespace.name, first).message };
}

function checkDescription(description: string): Remark | undefined {
  if (description.length <= descriptionLimit) return undefined;
  const message = t('At most {0} characters; these are {1}.', descriptionLimit, description.length);
  return { severity: 'error', message };
}
