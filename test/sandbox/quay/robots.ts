import type { Quay } from './context.ts';
import { invalidRequest, message, modelError, robotMissing } from './errors.ts';
import { fullName } from './model.ts';
import type { Robot } from './model.ts';
import { isAtLeast } from './settings.ts';

const NAME_PATTERN = '^([a-z0-9]+(?:[._-][a-z0-9]+)*)$';
const NAME_LIMITS = { minimum: 2, maximum: 255 } as const;
const USERNAME_COLUMN = 255;

/**
 * The robot with this short name. @throws E2 when it does not exist, never 404
 * (docs/registries/quay.md §2.2)
 */
export function findRobot(quay: Quay, namespace: string, shortname: string): Robot {
  const robot = quay.world.robots.get(`${namespace}+${shortname}`);
  if (robot === undefined) {
    throw robotMissing();
  }
  return robot;
}

/**
 * Creates a robot under the rules of docs/registries/quay.md §2.0 and §2.2.
 * @throws E1 for a bad or taken name or ROBOTS_DISALLOW; `{message}` for a taken name before 3.11
 */
export function createRobot(
  quay: Quay,
  namespace: string,
  shortname: string,
  seed: { readonly description: string; readonly metadata: Robot['metadata'] },
): Robot {
  const { settings, world } = quay;
  if (settings.robotsDisallow && isAtLeast(settings.version, '3.10')) {
    throw invalidRequest('Robot accounts have been disabled. Please contact your administrator.');
  }
  const complaint = nameComplaint(shortname, 'Namespace');
  if (complaint !== undefined) {
    throw invalidRequest(`The name for the robot '${shortname}' is invalid: ${complaint}`);
  }
  const name = fullName({ namespace, shortname });
  if (world.robots.has(name)) {
    const text = `Existing robot with name: ${name}`;
    throw isAtLeast(settings.version, '3.11') ? invalidRequest(text) : message(400, text);
  }
  if (name.length > USERNAME_COLUMN && settings.database !== 'sqlite') {
    throw modelError('value too long for type character varying(255)\n');
  }
  return world.addRobot({ namespace, shortname, ...seed });
}

/** Robots of a listing, most recently used first (docs/registries/quay.md §3 and §4). */
export function listRobots(quay: Quay, namespace: string): Robot[] {
  const matches = ilike(`${namespace}+%`);
  const nullRank = quay.settings.database === 'postgresql' ? Infinity : -Infinity;
  const used = (robot: Robot): number => robot.lastAccessed ?? nullRank;
  return [...quay.world.robots.values()]
    .filter((robot) => matches.test(fullName(robot)))
    .sort((left, right) => {
      const [one, other] = [used(left), used(right)];
      return one === other ? 0 : other > one ? 1 : -1;
    });
}

/**
 * SQL's ILIKE. Quay does not escape the namespace, so its underscores match any character and
 * robots of look-alike namespaces leak into the listing (docs/registries/quay.md §3).
 */
function ilike(pattern: string): RegExp {
  const source = pattern
    .split(/([%_])/)
    .map((part) => (part === '%' ? '.*' : part === '_' ? '.' : RegExp.escape(part)))
    .join('');
  return new RegExp(`^${source}$`, 'i');
}

/** What is wrong with a name; Quay's words take every kind of name for a namespace's at first. */
export function nameComplaint(name: string, kind: 'Namespace' | 'Team'): string | undefined {
  if (!new RegExp(NAME_PATTERN).test(name)) {
    return `Namespace must match expression ${NAME_PATTERN}`;
  }
  const { minimum, maximum } = NAME_LIMITS;
  if (name.length < minimum || name.length > maximum) {
    return `${kind} must be between ${minimum} and ${maximum} characters in length`;
  }
  return undefined;
}
