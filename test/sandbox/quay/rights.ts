import type {
  ApiToken,
  Organization,
  Repository,
  RepositoryRole,
  Scope,
  TeamRole,
  User,
} from './model.ts';
import type { World } from './world.ts';

/** Who calls the REST API, and what the credential lets him do of what he may do. */
export interface Caller {
  /** Nobody when the credential was missing or wrong. */
  readonly user: User | undefined;
  readonly via: 'bearer' | 'session' | 'nothing';
  readonly token?: ApiToken;
  /** For a session: when its user typed the password. */
  readonly signedInAt?: number;
}

const TEAM_RANK: readonly TeamRole[] = ['member', 'creator', 'admin'];
const REPOSITORY_RANK: readonly RepositoryRole[] = ['read', 'write', 'admin'];

/** True if the credential carries one of `scopes`; a session carries all. */
export function hasScope(caller: Caller, ...scopes: readonly Scope[]): boolean {
  return (
    caller.via === 'session' || scopes.some((scope) => caller.token?.scopes.has(scope) === true)
  );
}

/** The strongest role `name` has through a team of the organization. */
export function teamRole(organization: Organization, name: string): TeamRole | undefined {
  const roles = [...organization.teams.values()]
    .filter((team) => team.members.has(name))
    .map((team) => team.role);
  return strongest(TEAM_RANK, roles);
}

/**
 * Administration under the token: admin role or own name, and `org:admin`
 * (docs/registries/quay.md §1.2).
 */
export function administers(world: World, caller: Caller, namespace: string): boolean {
  if (caller.user === undefined || !hasScope(caller, 'org:admin')) {
    return false;
  }
  return caller.user.username === namespace || roleOf(world, caller, namespace) === 'admin';
}

/**
 * Membership under the token: any team, and `org:admin` or `repo:create`
 * (docs/registries/quay.md §1.2).
 */
export function isMember(world: World, caller: Caller, namespace: string): boolean {
  if (administers(world, caller, namespace)) {
    return true;
  }
  return (
    hasScope(caller, 'org:admin', 'repo:create') && roleOf(world, caller, namespace) !== undefined
  );
}

/** The caller's own role in an organization, whatever the token carries. */
export function roleOf(world: World, caller: Caller, namespace: string): TeamRole | undefined {
  const organization = world.organizations.get(namespace);
  return organization === undefined || caller.user === undefined
    ? undefined
    : teamRole(organization, caller.user.username);
}

/** What `name` (a user or a robot; undefined: anonymous) may do with a repository. */
export function repositoryRole(
  world: World,
  repository: Repository,
  name: string | undefined,
): RepositoryRole | undefined {
  const roles: RepositoryRole[] = repository.isPublic ? ['read'] : [];
  if (name !== undefined) {
    const direct = repository.grants.get(name);
    if (direct !== undefined) {
      roles.push(direct);
    }
    const organization = world.organizations.get(repository.namespace);
    for (const [teamName, role] of repository.teamGrants) {
      if (organization?.teams.get(teamName)?.members.has(name) === true) {
        roles.push(role);
      }
    }
    const owns = repository.namespace === name;
    if (owns || (organization !== undefined && teamRole(organization, name) === 'admin')) {
      roles.push('admin');
    }
  }
  return strongest(REPOSITORY_RANK, roles);
}

function strongest<Role>(rank: readonly Role[], roles: readonly Role[]): Role | undefined {
  return [...rank].reverse().find((role) => roles.includes(role));
}
