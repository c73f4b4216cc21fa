import type { Secret } from '../../../core/secret.ts';
import {
  array,
  type JsonObject,
  object,
  optionalDate,
  optionalString,
  optionalToken,
  string,
} from '../../shared/rest/wire.ts';
import { type Namespace, shortNameWithin } from '../rows/names.ts';

/**
 * A robot as lists tell it (docs/registries/quay.md §2.1). Its dates are kept as they came and read
 * when they are needed: of thousands of robots a few are looked at.
 */
export interface ListedRobot {
  readonly fullName: string;
  readonly shortName: string;
  /** The robot's birth, not its token's: regenerating leaves it. Read by `birthOf`. */
  readonly created: string | undefined;
  /** Read by `lastUseOf`. */
  readonly lastAccessed: string | undefined;
  readonly description: string;
}

/** A robot that was asked for by name. */
export interface Robot extends ListedRobot {
  /** Absent for those who may not read it. */
  readonly token: Secret | undefined;
}

/** When a robot was created; `undefined` when that is not told in a form that can be read. */
export const birthOf = ({ created }: ListedRobot): number | undefined =>
  optionalDate(created, 'robot.created');

/** When its token was used last; `undefined` when it never was, or when that cannot be read. */
export const lastUseOf = ({ lastAccessed }: ListedRobot): number | undefined =>
  optionalDate(lastAccessed, 'robot.last_accessed');

/**
 * `{robots: […]}`, without those of other namespaces that the server's pattern let in. Tokens are
 * not asked for and, if they came all the same, not read.
 */
export function readRobots(json: unknown, namespace: Namespace): readonly ListedRobot[] {
  const robots: ListedRobot[] = [];
  for (const entry of array(object(json, 'body')['robots'], 'robots')) {
    const robot = readEntry(object(entry, 'robot'), namespace);
    if (robot !== undefined) robots.push(robot);
  }
  return robots;
}

/** One robot; `undefined` when it belongs to another namespace. */
export function readRobot(json: unknown, namespace: Namespace): Robot | undefined {
  const entry = object(json, 'robot');
  const robot = readEntry(entry, namespace);
  if (robot === undefined) return undefined;
  return { ...robot, token: optionalToken(entry['token'], 'robot.token') };
}

function readEntry(robot: JsonObject, namespace: Namespace): ListedRobot | undefined {
  const fullName = string(robot['name'], 'robot.name');
  const shortName = shortNameWithin(namespace, fullName);
  if (shortName === undefined) return undefined;
  return {
    fullName,
    shortName,
    created: optionalString(robot['created'], 'robot.created'),
    lastAccessed: optionalString(robot['last_accessed'], 'robot.last_accessed'),
    description: optionalString(robot['description'], 'robot.description') ?? '',
  };
}
