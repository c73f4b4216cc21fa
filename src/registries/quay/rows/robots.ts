import { t } from '../../../core/l10n.ts';
import type { Item } from '../../item.ts';
import type { Verb } from '../../operation.ts';
import { noFederation } from '../client/meanings.ts';
import { originOf, type QuayContext } from '../context.ts';
import type { Namespace, RobotName } from '../names.ts';
import { robotPath } from '../paths.ts';
import { robotRecord, type Origin } from '../records.ts';
import type { ServerFacts } from '../server-facts.ts';
import type { Robot } from '../wire/robot.ts';
import { day, lines, onlyAdmins } from './words.ts';

/** What can be done with robots of one namespace: the same object for all of them. */
type RobotRights = Pick<Item, 'can' | 'within' | 'blocked'>;

/** The robots of a namespace by name: one request, however many there are (contract §4). */
export async function robots(
  context: QuayContext,
  namespace: Namespace,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [server, found] = await Promise.all([
    context.facts.get(signal),
    context.robots.list(namespace, signal),
  ]);
  context.memory.keepRobots(found);
  const origin = originOf(context, server);
  const rights = robotRights(context, namespace, server);
  return found
    .toSorted((a, b) => (a.shortName < b.shortName ? -1 : 1))
    .map((robot) => robotRow(robot, namespace, origin, server, rights));
}

function robotRow(
  robot: Robot,
  namespace: Namespace,
  origin: Origin,
  server: ServerFacts,
  rights: RobotRights,
): Item {
  const name: RobotName = { namespace, short: robot.shortName };
  return {
    path: robotPath(name),
    type: 'robot',
    label: robot.shortName,
    ...(server.tracksLastUse ? { description: lastUse(robot) } : {}),
    token: robotRecord(origin, name),
    details: robotLines(robot, server),
    hasChildren: true,
    ...rights,
  };
}

const lastUse = ({ lastUsedAt }: Robot): string =>
  lastUsedAt === undefined ? t('no use recorded') : t('used {0}', day(lastUsedAt));

/** The lines of a robot's tooltip that need no further request. */
export function robotLines(robot: Robot, server: ServerFacts): Item['details'] & {} {
  return lines(
    [t('Robot'), robot.fullName],
    [t('Description'), robot.description],
    [t('Created'), robot.createdAt],
    [t('Last used'), server.tracksLastUse ? robot.lastUsedAt : undefined],
  );
}

/** Everything that needs the robot's token or its administration, and what issuers need besides. */
function robotRights(context: QuayContext, namespace: Namespace, server: ServerFacts): RobotRights {
  const withToken: readonly Verb[] = ['fetch', 'verify', 'regenerate', 'delete'];
  const withIssuers: readonly Verb[] = ['addIssuer', 'exchange'];
  const reasons = (verbs: readonly Verb[], reason: string) =>
    Object.fromEntries(verbs.map((verb) => [verb, reason]));
  if (namespace.kind === 'organization' && context.memory.isAdmin(namespace.name) === false) {
    const all: readonly Verb[] = [...withToken, ...withIssuers, 'removeIssuer'];
    return { can: [], within: [], blocked: reasons(all, onlyAdmins(namespace.name)) };
  }
  if (!server.federation[namespace.kind]) {
    const blocked = reasons([...withIssuers, 'removeIssuer'], noFederation(namespace.kind));
    return { can: withToken, within: [], blocked };
  }
  return { can: [...withToken, ...withIssuers], within: ['removeIssuer'] };
}
