import type { QuayContext } from '../context.ts';
import { setRole } from '../permissions/apply.ts';
import { type Applied, applyEach } from '../permissions/apply-each.ts';
import { isRole, type Wanted } from '../permissions/role.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { readPermissions } from '../rows/permissions.ts';
import type { Prototype } from '../wire/prototype.ts';

/** A right of a robot, with the name that it is told by. */
export type Right =
  | { readonly kind: 'permission'; readonly name: string; readonly wanted: Wanted }
  | { readonly kind: 'team'; readonly name: string }
  | { readonly kind: 'default'; readonly name: string; readonly prototype: Prototype };

/** Everything that another robot of the namespace can be given as well. */
export async function rightsOf(
  context: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<readonly Right[]> {
  const [permissions, teams, prototypes] = await Promise.all([
    readPermissions(context, robot, signal),
    teamsOf(context, robot, signal),
    prototypesOf(context, robot, signal),
  ]);
  return [
    ...permissions.flatMap(({ repository, role }): readonly Right[] =>
      isRole(role) ? [{ kind: 'permission', name: repository, wanted: { repository, role } }] : [],
    ),
    ...teams.map((name): Right => ({ kind: 'team', name })),
    ...prototypes.map((prototype): Right => ({
      kind: 'default',
      name: `${prototype.role} (${prototype.activatingUser ?? '*'})`,
      prototype,
    })),
  ];
}

/** Those of one robot that another one lacks. */
export async function missingRights(
  context: QuayContext,
  from: RobotName,
  to: RobotName,
  signal: AbortSignal,
): Promise<readonly Right[]> {
  const [wanted, present] = await Promise.all([
    rightsOf(context, from, signal),
    rightsOf(context, to, signal),
  ]);
  const has = new Set(present.map(keyOf));
  return wanted.filter((right) => !has.has(keyOf(right)));
}

const keyOf = (right: Right): string =>
  JSON.stringify([right.kind, right.name, right.kind === 'permission' ? right.wanted.role : '']);

/** Gives rights to a robot, each once; see `applyEach`. */
export async function giveRights(
  context: QuayContext,
  robot: RobotName,
  rights: readonly Right[],
  signal: AbortSignal,
): Promise<Applied<Right>> {
  const give = (right: Right, toTheEnd: AbortSignal) => giveRight(context, robot, right, toTheEnd);
  const applied = await applyEach(rights, give, signal);
  context.memory.forgetPermissions(robot);
  return applied;
}

function giveRight(
  context: QuayContext,
  robot: RobotName,
  right: Right,
  signal: AbortSignal,
): Promise<void> {
  switch (right.kind) {
    case 'permission':
      return setRole(context, robot, right.wanted, signal);
    case 'team':
      return context.teams.add(robot, right.name, signal);
    case 'default': {
      const { role, activatingUser, delegate } = right.prototype;
      const copy = { role, activatingUser, delegate: { ...delegate, name: fullName(robot) } };
      return context.prototypes.add(robot.namespace.name, copy, signal);
    }
  }
}

/** Only organizations have teams. */
async function teamsOf(
  { teams }: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (robot.namespace.kind === 'user') return [];
  const all = await teams.list(robot.namespace, signal);
  const names = all.map(({ name }) => name);
  return teams.ofRobot(robot, names, signal);
}

async function prototypesOf(
  { prototypes }: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<readonly Prototype[]> {
  if (robot.namespace.kind === 'user') return [];
  const all = await prototypes.list(robot.namespace.name, signal);
  return all.filter(
    ({ delegate }) => delegate.kind === 'user' && delegate.name === fullName(robot),
  );
}
