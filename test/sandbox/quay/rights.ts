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

/** A user or a robot, and the scopes that cap what he may do; without scopes nothing does. */
export interface Actor {
  readonly name: string;
  readonly scopes?: ReadonlySet<Scope> | undefined;
}

const TEAM_RANK: readonly TeamRole[] = ['member', 'creator', 'admin'];
const REPOSITORY_RANK: readonly RepositoryRole[] = ['read', 'write', 'admin'];
/** The most that a scope lets its bearer be in an organization (docs/registries/quay.md §1.2). */
const TEAM_CAPS: Partial<Readonly<Record<Scope, TeamRole>>> = {
  'repo:create': 'creator',
  'org:admin': 'admin',
};
const REPOSITORY_CAPS: Partial<Readonly<Record<Scope, RepositoryRole>>> = {
  'repo:read': 'read',
  'repo:write': 'write',
  'repo:admin': 'admin',
};

/** The calling user with his token's scopes; undefined for nobody. */
export function actorOf(caller: Caller): Actor | undefined {
  return caller.user && { name: caller.user.username, scopes: caller.token?.scopes };
}

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

/** The role in a namespace, one's own included, whatever the token carries. */
export function namespaceRole(world: World, name: string, namespace: string): TeamRole | undefined {
  const organization = world.organizations.get(namespace);
  return name === namespace ? 'admin' : organization && teamRole(organization, name);
}

/**
 * The role in a namespace under the token: at most what its scopes let it be
 * (docs/registries/quay.md §1.2).
 */
export function roleUnder(
  world: World,
  actor: Actor | undefined,
  namespace: string,
): TeamRole | undefined {
  const role = actor && namespaceRole(world, actor.name, namespace);
  return role && capped(TEAM_RANK, TEAM_CAPS, actor.scopes, role);
}

/**
 * Administration under the token: admin role or own name, and `org:admin` (docs/registries/quay.md
 * §1.2).
 */
export function administers(world: World, caller: Caller, namespace: string): boolean {
  return roleUnder(world, actorOf(caller), namespace) === 'admin';
}

/**
 * Membership under the token: any team, and `org:admin` or `repo:create` (docs/registries/quay.md
 * §1.2).
 */
export function isMember(world: World, caller: Caller, namespace: string): boolean {
  return roleUnder(world, actorOf(caller), namespace) !== undefined;
}

export function mayCreateRepository(world: World, actor: Actor, namespace: string): boolean {
  const role = roleUnder(world, actor, namespace);
  return role === 'admin' || role === 'creator';
}

/** What `name` may do with a repository by grants, teams and administration. */
export function repositoryRole(
  world: World,
  repository: Repository,
  name: string,
): RepositoryRole | undefined {
  const organization = world.organizations.get(repository.namespace);
  const roles: RepositoryRole[] = [...directRoles(repository, organization, name)];
  if (namespaceRole(world, name, repository.namespace) === 'admin') {
    roles.push('admin');
  }
  return strongest(REPOSITORY_RANK, roles);
}

/** The same under a token: at most what its scopes let it do. */
export function repositoryRoleUnder(
  world: World,
  actor: Actor | undefined,
  repository: Repository,
): RepositoryRole | undefined {
  const role = actor && repositoryRole(world, repository, actor.name);
  return role && capped(REPOSITORY_RANK, REPOSITORY_CAPS, actor.scopes, role);
}

/** Roles by grants to `name` and to teams that `name` is in. */
export function directRoles(
  repository: Repository,
  organization: Organization | undefined,
  name: string,
): readonly RepositoryRole[] {
  const direct = repository.grants.get(name);
  const byTeam = [...repository.teamGrants].filter(
    ([team]) => organization?.teams.get(team)?.members.has(name) === true,
  );
  return [...(direct === undefined ? [] : [direct]), ...byTeam.map(([, role]) => role)];
}

/**
 * The weaker of a role and the strongest that one of the scopes allows; undefined: no scope does.
 */
function capped<Role>(
  rank: readonly Role[],
  caps: Partial<Readonly<Record<Scope, Role>>>,
  scopes: ReadonlySet<Scope> | undefined,
  role: Role,
): Role | undefined {
  if (scopes === undefined) {
    return role;
  }
  const allowed = [...scopes].flatMap((scope) => caps[scope] ?? []);
  const cap = Math.max(-1, ...allowed.map((one) => rank.indexOf(one)));
  return rank[Math.min(cap, rank.indexOf(role))];
}

function strongest<Role>(rank: readonly Role[], roles: readonly Role[]): Role | undefined {
  return [...rank].reverse().find((role) => roles.includes(role));
}
