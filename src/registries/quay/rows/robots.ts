import { t } from '../../../core/l10n.ts';
import type { ActionId } from '../../contract/action-id.ts';
import type { Item } from '../../contract/item.ts';
import { type Page, pageOf } from '../../contract/page.ts';
import { noFederation } from '../client/meanings.ts';
import type { ServerFacts } from '../client/server-facts.ts';
import { originOf, type QuayContext } from '../context.ts';
import { robotPath } from '../paths.ts';
import { type Origin, robotRecord } from '../records.ts';
import { lastUseOf, type ListedRobot } from '../wire/robot.ts';
import { inOrder } from './in-order.ts';
import type { Namespace, RobotName } from './names.ts';
import { lastUseWords, neverUsed } from './never-used.ts';
import { onlyLooks } from './of-everybody.ts';
import { onlyAdmins } from './only-admins.ts';

/** What can be done with robots of one namespace: the same object for all of them. */
type RobotRights = Pick<Item, 'can' | 'within' | 'blocked'>;

/** Rows that are made at a time; the others when somebody wants to see them. */
const pageLength = 250;

/**
 * The robots of a namespace by name: one request, however many there are, since the server knows
 * no pages (docs/registries/quay.md §4).
 */
export async function* robots(
  context: QuayContext,
  namespace: Namespace,
  signal: AbortSignal,
): AsyncGenerator<Page<Item>, void, undefined> {
  const [server, found] = await Promise.all([
    context.facts.get(signal),
    context.robots.list(namespace, signal),
  ]);
  context.memory.keepRobots(namespace, found);
  const origin = originOf(context, server);
  const rights = robotRights(context, namespace, server);
  const rotating = {
    ...rights,
    can: rights.can.map((id) => (id === 'rotate' ? 'finishRotation' : id)),
  };
  const describe = server.tracksLastUse ? describeLastUse() : undefined;
  const row = (robot: ListedRobot): Item => {
    const name = { namespace, short: robot.shortName };
    const said = [inRotation(context, name), describe?.(robot)].filter(
      (text) => text !== undefined,
    );
    return {
      ...robotRow(name, origin),
      ...(said.length === 0 ? {} : { description: said.join(' · ') }),
      sortKeys: { name: robot.shortName, lastUsed: lastUseOf(robot) ?? neverUsed },
      ...(successorOf(context, name) === undefined ? rights : rotating),
    };
  };
  // All full names begin with the namespace.
  for (const page of inOrder(found, (robot) => robot.fullName, pageLength)) {
    yield pageOf(page.map(row), found.length);
  }
}

/** What its tooltip says of a robot is put together when somebody looks: see `details`. */
function robotRow(name: RobotName, origin: Origin): Omit<Item, 'can' | 'within'> {
  return {
    path: robotPath(name),
    type: 'robot',
    label: name.short,
    token: robotRecord(origin, name),
    hasChildren: true,
  };
}

/** What there is to say of a robot whose place is taken, or that takes one. */
function inRotation(context: QuayContext, robot: RobotName): string | undefined {
  const { memory, rotations } = context;
  const successor = successorOf(context, robot);
  if (successor !== undefined) return t('{0} takes its place', successor);
  const former = rotations.predecessor(robot);
  return former === undefined || memory.robot({ ...robot, short: former }) === undefined
    ? undefined
    : t('takes the place of {0}', former);
}

/** The robot that takes a robot's place; none where somebody has deleted it elsewhere. */
function successorOf({ memory, rotations }: QuayContext, robot: RobotName): string | undefined {
  const short = rotations.of(robot)?.successor;
  return short === undefined || memory.robot({ ...robot, short }) === undefined ? undefined : short;
}

/** Says when robots were used last; many share a day, and every day is put into words once. */
function describeLastUse(): (robot: ListedRobot) => string {
  const never = lastUseWords(undefined);
  const words = new Map<number, string>();
  return (robot) => {
    const lastUse = lastUseOf(robot);
    if (lastUse === undefined) return never;
    const date = Math.floor(lastUse / dayLength);
    let text = words.get(date);
    if (text === undefined) words.set(date, (text = lastUseWords(lastUse)));
    return text;
  };
}
const dayLength = 24 * 60 * 60 * 1000;

/** The admin of a repository sets them, who may be a plain member (docs/registries/quay.md §8.2). */
const permissions = { can: ['setPermissions'], within: ['setPermissions'] } as const;

/** Everything that needs the robot's token or its administration, and what issuers need besides. */
function robotRights(context: QuayContext, namespace: Namespace, server: ServerFacts): RobotRights {
  const withToken: readonly ActionId[] = [
    'fetch',
    'verify',
    'regenerate',
    'rotate',
    'delete',
    // Only organizations have teams.
    ...(namespace.kind === 'organization' ? ['setTeams'] : []),
  ];
  const withIssuers: readonly ActionId[] = ['makeKeyless', 'addIssuer', 'exchange'];
  const reasons = (ids: readonly ActionId[], reason: string) =>
    Object.fromEntries(ids.map((action) => [action, reason]));
  if (namespace.kind === 'organization' && context.memory.isAdmin(namespace.name) === false) {
    const all: readonly ActionId[] = [...withToken, ...withIssuers, 'removeIssuer'];
    return { ...permissions, blocked: reasons(all, onlyAdmins(namespace.name)) };
  }
  if (context.memory.isOnlyLooked(namespace.name)) {
    const looks: readonly ActionId[] = ['fetch', 'verify'];
    const acts = [...withToken, ...permissions.can, ...withIssuers, 'removeIssuer'].filter(
      (action) => !looks.includes(action),
    );
    return { can: looks, within: looks, blocked: reasons(acts, onlyLooks(namespace.name)) };
  }
  if (!server.federation[namespace.kind]) {
    const blocked = reasons([...withIssuers, 'removeIssuer'], noFederation(namespace.kind));
    return { can: [...withToken, ...permissions.can], within: permissions.within, blocked };
  }
  return {
    can: [...withToken, ...permissions.can, ...withIssuers],
    within: [...permissions.within, 'removeIssuer'],
  };
}
