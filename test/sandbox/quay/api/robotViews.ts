import { rfc2822, rfc2822OrNull } from '../dates.ts';
import type { Quay } from '../context.ts';
import { crashed } from '../errors.ts';
import { fullName } from '../model.ts';
import type { Repository, Robot, Team } from '../model.ts';
import { avatar } from './avatar.ts';

/** `Robot` of docs/registries/quay.md §2.1 without optional parts. */
export function robotView(robot: Robot): Record<string, unknown> {
  return {
    name: fullName(robot),
    created: rfc2822(robot.created),
    last_accessed: rfc2822OrNull(robot.lastAccessed),
    description: robot.description,
  };
}

/** What a listing shows of its robots. */
export interface ListOptions {
  readonly tokens: boolean;
  readonly permissions: boolean;
  readonly limit: number | undefined;
}

interface Row {
  readonly robot: Robot;
  readonly repository: string | undefined;
  readonly team: Team | undefined;
}

/**
 * The items of a listing. With permissions the database joins robots, grants and teams, and LIMIT
 * counts the joined rows, so fewer robots come back and their lists may be cut
 * (docs/registries/quay.md §4).
 */
export function robotList(quay: Quay, robots: readonly Robot[], options: ListOptions): unknown[] {
  const view = (robot: Robot): Record<string, unknown> => ({
    ...robotView(robot),
    ...(quay.settings.userLastAccessed ? {} : { last_accessed: null }),
    ...(options.tokens ? { token: robot.token } : {}),
  });
  if (!options.permissions) {
    return limited(quay, robots, options.limit).map(view);
  }
  const items = new Map<Robot, { repositories: Set<string>; teams: Set<Team> }>();
  for (const row of limited(quay, joinedRows(quay, robots), options.limit)) {
    const item = items.get(row.robot) ?? { repositories: new Set(), teams: new Set() };
    items.set(row.robot, item);
    if (row.repository !== undefined) {
      item.repositories.add(row.repository);
    }
    if (row.team !== undefined) {
      item.teams.add(row.team);
    }
  }
  return [...items].map(([robot, { repositories, teams }]) => ({
    ...view(robot),
    teams: [...teams].map(({ name }) => ({ name, avatar: avatar(name, 'team') })),
    repositories: [...repositories],
  }));
}

/** SQL's LIMIT: 0 is none, and of those below it SQLite takes all while the others refuse. */
function limited<Row>(quay: Quay, rows: readonly Row[], limit: number | undefined): readonly Row[] {
  if (limit === undefined || limit === 0) {
    return rows;
  }
  if (limit < 0) {
    if (quay.settings.database !== 'sqlite') {
      throw crashed();
    }
    return rows;
  }
  return rows.slice(0, limit);
}

/** Repositories that name the robot directly, with its role. */
export function directGrants(quay: Quay, robot: Robot): Repository[] {
  return [...quay.world.repositories.values()].filter((repository) =>
    repository.grants.has(fullName(robot)),
  );
}

function joinedRows(quay: Quay, robots: readonly Robot[]): Row[] {
  const granted = new Map<string, string[]>();
  for (const repository of quay.world.repositories.values()) {
    for (const name of repository.grants.keys()) {
      granted.set(name, [...(granted.get(name) ?? []), repository.name]);
    }
  }
  return robots.flatMap((robot) => {
    const name = fullName(robot);
    const teams = [...(quay.world.organizations.get(robot.namespace)?.teams.values() ?? [])];
    const joined = teams.filter((team) => team.members.has(name));
    return orNothing(granted.get(name) ?? []).flatMap((repository) =>
      orNothing(joined).map((team) => ({ robot, repository, team })),
    );
  });
}

/** An outer join keeps a row where there is nothing to join. */
function orNothing<Item>(items: readonly Item[]): readonly (Item | undefined)[] {
  return items.length === 0 ? [undefined] : items;
}
