import { Secret } from '../../../core/secret.ts';
import { array, object, optionalDate, optionalString, string } from '../../reply/wire.ts';
import { shortNameWithin, type Namespace } from '../names.ts';

/** A robot as the registry tells it (contract §2.1). Instants are milliseconds since the epoch. */
export interface Robot {
  readonly fullName: string;
  readonly shortName: string;
  /** The robot's birth, not its token's: regenerating leaves it. */
  readonly createdAt: number | undefined;
  readonly lastUsedAt: number | undefined;
  readonly description: string;
  /** Absent in lists, which ask for none, and for those who may not read it. */
  readonly token: Secret | undefined;
}

/** `{robots: […]}`, without those of other namespaces that the server's pattern let in. */
export function readRobots(json: unknown, namespace: Namespace): readonly Robot[] {
  const robots: Robot[] = [];
  for (const entry of array(object(json, 'body')['robots'], 'robots')) {
    const robot = readRobot(entry, namespace);
    if (robot !== undefined) robots.push(robot);
  }
  return robots;
}

/** One robot; `undefined` when it belongs to another namespace. */
export function readRobot(json: unknown, namespace: Namespace): Robot | undefined {
  const robot = object(json, 'robot');
  const full = string(robot['name'], 'robot.name');
  const short = shortNameWithin(namespace, full);
  if (short === undefined) return undefined;
  const token = optionalString(robot['token'], 'robot.token');
  return {
    fullName: full,
    shortName: short,
    createdAt: optionalDate(robot['created'], 'robot.created'),
    lastUsedAt: optionalDate(robot['last_accessed'], 'robot.last_accessed'),
    description: optionalString(robot['description'], 'robot.description') ?? '',
    token: token === undefined ? undefined : new Secret(token),
  };
}
