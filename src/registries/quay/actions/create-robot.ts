import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import type { Form, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { Item } from '../../contract/item.ts';
import { type Look, orLook, orMissing } from '../../shared/rest/lost-answer.ts';
import { originOf, type QuayContext } from '../context.ts';
import { namespacePath, placeOf, robotPath } from '../paths.ts';
import { fullName, type Namespace, type RobotName, robotNameFault } from '../rows/names.ts';
import { birthOf, type Robot } from '../wire/robot.ts';
import { issuedRobotToken } from './issued.ts';

/** Longest description the server stores (docs/registries/quay.md §2.2). */
const descriptionLimit = 255;

export function createRobot(context: QuayContext): Action {
  return {
    issues: 'once',
    form: (item) => form(namespaceOf(item)),
    run: async (item, values, signal) => {
      const name = { namespace: namespaceOf(item), short: text(values, 'name') };
      const facts = await context.facts.get(signal);
      const origin = originOf(context, facts);
      const startedAt = context.connection.clock.now();
      const outcome = (robot: Robot): Outcome => ({
        message: t('{0} was created. It may do nothing until it gets permissions.', fullName(name)),
        issued: issuedRobotToken(origin, name, robot),
        changed: [namespacePath(name.namespace)],
        reveal: robotPath(name),
      });
      const robot = await orLook(
        context.robots.create(name, text(values, 'description'), signal),
        t(
          'The answer of {0} was lost: {1} may have been created or not.',
          context.api.host,
          fullName(name),
        ),
        look(context, name, startedAt, outcome),
      );
      return outcome(robot);
    },
  };
}

/** Clocks of server and client differ; an older robot than this was there before. */
const tolerance = 5 * 60_000;

function look(
  context: QuayContext,
  name: RobotName,
  startedAt: number,
  outcome: (robot: Robot) => Outcome,
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

function form(namespace: Namespace): Form {
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

function checkDescription(description: string): Remark | undefined {
  if (description.length <= descriptionLimit) return undefined;
  const message = t('At most {0} characters; these are {1}.', descriptionLimit, description.length);
  return { severity: 'error', message };
}
