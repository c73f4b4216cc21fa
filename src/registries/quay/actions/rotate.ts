import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { Form, FormValues } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import { originOf, type QuayContext } from '../context.ts';
import { namespacePath, robotOf, robotPath } from '../paths.ts';
import { named, rest } from '../permissions/report.ts';
import { giveRights, type Right, rightsOf } from '../rotation/rights.ts';
import { fullName, type RobotName, robotNameFault } from '../rows/names.ts';
import { newRobot } from './create-robot.ts';
import { deletedRobot } from './delete-robot.ts';
import { issuedRobotToken } from './issued.ts';

/**
 * Puts a second robot with the same rights beside one: both work until the former one is deleted,
 * which is what ends the logins made with it (docs/registries/quay.md §8.1). After a leak that is
 * done at once.
 */
export function rotate(context: QuayContext): Action {
  return {
    issues: 'once',
    form: ({ path }) => form(context, robotOf(path)),
    consequence: async ([{ path }], values, signal) =>
      consequence(context, robotOf(path), values, signal),
    run: async ({ path }, values, signal) => {
      const former = robotOf(path);
      const successor = successorOf(former, values);
      const [facts, rights, before] = await Promise.all([
        context.facts.get(signal),
        rightsOf(context, former, signal),
        context.robots.get(former, signal),
      ]);
      const origin = originOf(context, facts);
      const outcome = (message: string, token: Outcome['issued']): Outcome => ({
        message,
        ...(token === undefined ? {} : { issued: token }),
        changed: [namespacePath(former.namespace)],
        reveal: robotPath(successor),
      });
      const begin = (): Promise<void> => {
        const since = context.connection.clock.now();
        return context.rotations.begin(former, { successor: successor.short, since });
      };
      const { description } = before;
      const robot = await newRobot(context, successor, description, signal, async (found) => {
        await begin();
        const message = t(
          '{0} was created, but has no rights yet: Finish Rotation… on {1} copies what is missing.',
          fullName(successor),
          fullName(former),
        );
        return outcome(message, issuedRobotToken(origin, successor, found));
      });
      await begin();
      const told = await equip(context, former, successor, rights, signal);
      const issued = issuedRobotToken(origin, successor, robot);
      if (text(values, 'when') !== 'leak' || !told.isWhole) return outcome(told.message, issued);
      const end = await endFormer(context, former, successor);
      return { ...outcome(end.message, issued), ...end };
    },
  };
}

/** Gives the new robot what the former one may, and tells what came of it. Nothing is an error. */
async function equip(
  context: QuayContext,
  former: RobotName,
  successor: RobotName,
  rights: readonly Right[],
  signal: AbortSignal,
): Promise<{ readonly message: string; readonly isWhole: boolean }> {
  const applied = await giveRights(context, successor, rights, signal);
  if (applied.done.length === rights.length) {
    const message = t(
      '{0} may do what {1} may. Bring its token wherever the former one is used; both work until you go on with Finish Rotation….',
      fullName(successor),
      fullName(former),
    );
    return { message, isWhole: true };
  }
  const { open, reason } = rest(applied);
  const message = t(
    '{0} was created, but {1} of {2} rights were not copied, or not for certain: {3}. {4} Go on with Finish Rotation….',
    fullName(successor),
    open.length,
    rights.length,
    named(open.map(({ name }) => name)),
    reason,
  );
  return { message, isWhole: false };
}

/** The end of a robot after a leak: what fails is told, since the new token is to be kept. */
async function endFormer(
  context: QuayContext,
  former: RobotName,
  successor: RobotName,
): Promise<Pick<Outcome, 'message' | 'ended'>> {
  try {
    const { ended } = await deletedRobot(context, former, new AbortController().signal);
    const message = t(
      '{0} has taken the place of {1}, which was deleted.',
      fullName(successor),
      fullName(former),
    );
    return { message, ...(ended === undefined ? {} : { ended }) };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return {
      message: t(
        '{0} may do what {1} may, but {1} was not deleted, or not for certain: {2} Go on with Finish Rotation….',
        fullName(successor),
        fullName(former),
        error.message,
      ),
    };
  }
}

async function consequence(
  context: QuayContext,
  former: RobotName,
  values: FormValues,
  signal: AbortSignal,
): Promise<Consequence> {
  const successor = successorOf(former, values);
  const [rights, issuers] = await Promise.all([
    rightsOf(context, former, signal),
    issuersOf(context, former, signal),
  ]);
  // Whether the API token may set permissions is better known before there is a second robot.
  const [first] = rights.flatMap((right) => (right.kind === 'permission' ? [right.wanted] : []));
  if (first !== undefined) await context.permissions.role(former, first.repository, signal);
  const count = (kind: Right['kind']) => rights.filter((right) => right.kind === kind).length;
  const isLeak = text(values, 'when') === 'leak';
  return {
    message: isLeak
      ? t('Replace {0} by {1}, and delete it at once?', fullName(former), fullName(successor))
      : t('Put {1} beside {0}?', fullName(former), fullName(successor)),
    detail: [
      t(
        'To be copied: permissions ({0}), teams ({1}), default permissions ({2}).',
        count('permission'),
        count('team'),
        count('default'),
      ),
      ...(issuers > 0
        ? [
            t(
              'Not copied: {0} trusted issuers. Whoever exchanges tokens must name the new robot.',
              issuers,
            ),
          ]
        : []),
      t('Not copied: teams of other organizations, mirrors that use it, and its further data.'),
      isLeak
        ? t(
            'Its token ends at once, and no login made with it can be renewed; a running one goes on for at most one hour.',
          )
        : t('{0} goes on working until you delete it; that is always asked.', fullName(former)),
    ].join('\n'),
  };
}

/** How many issuers a robot trusts; none where the server knows no such thing. */
async function issuersOf(
  context: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<number> {
  const { federation } = await context.facts.get(signal);
  if (!federation[robot.namespace.kind]) return 0;
  return (await context.federation.list(robot, signal)).length;
}

const successorOf = ({ namespace }: RobotName, values: FormValues): RobotName => ({
  namespace,
  short: text(values, 'name'),
});

function form(context: QuayContext, former: RobotName): Form {
  const { namespace } = former;
  return {
    title: t('Rotate {0}', fullName(former)),
    fields: [
      {
        id: 'when',
        type: 'choice',
        title: t('When'),
        prompt: t('What becomes of {0}', fullName(former)),
        forgets: true,
        choices: () => [
          {
            value: 'grace',
            label: t('Both Work for a While'),
            detail: t('You delete it once nobody uses it'),
          },
          {
            value: 'leak',
            label: t('After a Leak'),
            detail: t('It is deleted as soon as the new robot may do the same'),
          },
        ],
      },
      {
        id: 'name',
        type: 'text',
        title: t('New Robot'),
        prompt: t('The part after {0}', `${namespace.name}+`),
        initial: () => nextName(context, former),
        check: (short) => {
          const fault = robotNameFault(namespace, short);
          if (fault !== undefined) return { severity: 'error', message: fault };
          return context.memory.robot({ namespace, short }) === undefined
            ? undefined
            : { severity: 'error', message: t('A robot of this name exists already.') };
        },
      },
    ],
  };
}

/** `ci` → `ci-2`, `ci-2` → `ci-3`: the first that is free. */
function nextName({ memory }: QuayContext, { namespace, short }: RobotName): string {
  const [, stem = short, number = '1'] = /^(.*?)-(\d{1,4})$/.exec(short) ?? [];
  let next = Number(number) + 1;
  while (memory.robot({ namespace, short: `${stem}-${next}` }) !== undefined) next += 1;
  return `${stem}-${next}`;
}
