import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { crashed, invalidRequest, modelError, notFound } from '../errors.ts';
import type { RepositoryRole } from '../model.ts';
import { directRoles, teamRole } from '../rights.ts';
import type { Schema } from '../schema/validate.ts';
import { audit } from './audit.ts';
import { avatar, isRobotName, memberAvatar } from './avatar.ts';
import { requiredObject } from './body.ts';
import { REPOSITORY, REPOSITORY_PATH, requireRepositoryAdmin } from './repositoryAccess.ts';
import type { NamedRepository } from './repositoryAccess.ts';

const roleSchema = (description: string, role: string): Schema => ({
  type: 'object',
  description,
  required: ['role'],
  properties: {
    role: { type: 'string', description: role, enum: ['read', 'write', 'admin'] },
  },
});
const USER_PERMISSION = roleSchema('Description of a user permission.', 'Role to use for the user');
const TEAM_PERMISSION = roleSchema('Description of a team permission.', 'Role to use for the team');
const OF_USER = {
  resource: 'permission.RepositoryUserPermission',
  path: `${REPOSITORY}/permissions/user/{username}`,
  pathParameters: [
    ['username', 'The username of the user to which the permission applies'],
    REPOSITORY_PATH,
  ],
  scope: 'repo:admin',
} as const;
const OF_TEAM = {
  resource: 'permission.RepositoryTeamPermission',
  path: `${REPOSITORY}/permissions/team/{teamname}`,
  pathParameters: [
    ['teamname', 'The name of the team to which the permission applies'],
    REPOSITORY_PATH,
  ],
  scope: 'repo:admin',
} as const;
const NO_PERMISSION = 'User does not have permission for repo.';
const NO_TEAM_PERMISSION = 'Team does not have permission for repo.';

/** Who may do what with a repository (docs/registries/quay.md §8.2). */
export const repositoryPermissionRoutes: readonly ApiRoute[] = [
  {
    ...OF_USER,
    resource: 'permission.RepositoryUserPermissionList',
    method: 'GET',
    path: `${REPOSITORY}/permissions/user/`,
    pathParameters: [REPOSITORY_PATH],
    operation: 'listRepoUserPermissions',
    about: 'List all user permissions.',
    handle: (call) => {
      const named = requireRepositoryAdmin(call, 'read');
      const grants = [...(named.found?.grants ?? [])];
      const views = grants.map(([name, role]) => [name, userView(call, named, name, role)]);
      return json(200, { permissions: Object.fromEntries(views) as object });
    },
  },
  {
    ...OF_USER,
    resource: 'permission.RepositoryUserTransitivePermission',
    method: 'GET',
    path: `${OF_USER.path}/transitive`,
    operation: 'getUserTransitivePermission',
    about: 'Get the permissions that a user has directly or through teams.',
    handle: transitive,
  },
  {
    ...OF_USER,
    method: 'GET',
    operation: 'getUserPermissions',
    about: 'Get the permission for the specified user.',
    handle: (call) => {
      const named = requireRepositoryAdmin(call, 'read');
      const name = call.params['username'] ?? '';
      const role = named.found?.grants.get(name);
      if (role === undefined) {
        throw modelError(NO_PERMISSION);
      }
      return json(200, userView(call, named, name, role));
    },
  },
  {
    ...OF_USER,
    method: 'PUT',
    operation: 'changeUserPermissions',
    about: 'Update the permission of the specified user.',
    body: ['UserPermission', USER_PERMISSION],
    handle: setUser,
  },
  {
    ...OF_USER,
    method: 'DELETE',
    operation: 'deleteUserPermissions',
    about: 'Delete the permission for the user.',
    handle: (call) => {
      const named = requireRepositoryAdmin(call, 'write');
      const username = call.params['username'] ?? '';
      refuseOwner(named, username);
      if (named.found?.grants.delete(username) !== true) {
        throw invalidRequest(NO_PERMISSION);
      }
      log(call, 'delete_repo_permission', named, { username, namespace: named.namespace });
      return noContent();
    },
  },
  {
    ...OF_TEAM,
    resource: 'permission.RepositoryTeamPermissionList',
    method: 'GET',
    path: `${REPOSITORY}/permissions/team/`,
    pathParameters: [REPOSITORY_PATH],
    operation: 'listRepoTeamPermissions',
    about: 'List all team permission.',
    handle: (call) => {
      const { found } = requireRepositoryAdmin(call, 'read');
      const views = [...(found?.teamGrants ?? [])].map(([name, role]) => [
        name,
        teamView(name, role),
      ]);
      return json(200, { permissions: Object.fromEntries(views) as object });
    },
  },
  {
    ...OF_TEAM,
    method: 'GET',
    operation: 'getTeamPermissions',
    about: 'Fetch the permission for the specified team.',
    handle: (call) => {
      const { found } = requireRepositoryAdmin(call, 'read');
      const role = found?.teamGrants.get(call.params['teamname'] ?? '');
      if (role === undefined) {
        throw modelError(NO_TEAM_PERMISSION);
      }
      return json(200, { role });
    },
  },
  {
    ...OF_TEAM,
    method: 'PUT',
    operation: 'changeTeamPermissions',
    about: 'Update the existing team permission.',
    body: ['TeamPermission', TEAM_PERMISSION],
    handle: setTeam,
  },
  {
    ...OF_TEAM,
    method: 'DELETE',
    operation: 'deleteTeamPermissions',
    about: 'Delete the permission for the specified team.',
    handle: (call) => {
      const named = requireRepositoryAdmin(call, 'write');
      const team = call.params['teamname'] ?? '';
      if (named.found?.teamGrants.delete(team) !== true) {
        throw invalidRequest(NO_TEAM_PERMISSION);
      }
      log(call, 'delete_repo_permission', named, { team });
      return noContent();
    },
  },
];

function transitive(call: ApiCall): Reply {
  const { found, namespace } = requireRepositoryAdmin(call, 'read');
  const name = call.params['username'] ?? '';
  const organization = call.quay.world.organizations.get(namespace);
  const roles = found && isKnown(call, name) ? directRoles(found, organization, name) : [];
  if (roles.length === 0) {
    throw notFound();
  }
  return json(200, { permissions: roles.map((role) => ({ role })) });
}

function setUser(call: ApiCall): Reply {
  const named = requireRepositoryAdmin(call, 'write');
  const { role } = requiredObject(call.request, USER_PERMISSION) as { role: RepositoryRole };
  const username = call.params['username'] ?? '';
  refuseOwner(named, username);
  if (!isKnown(call, username) && !call.quay.world.organizations.has(username)) {
    throw invalidRequest(`Invalid username: ${username}`);
  }
  if (isRobotName(username) && !username.startsWith(`${named.namespace}+`)) {
    throw invalidRequest(`Cannot add robot ${username} under namespace ${named.namespace}`);
  }
  existing(named).grants.set(username, role);
  log(call, 'change_repo_permission', named, { username, namespace: named.namespace, role });
  return json(200, userView(call, named, username, role));
}

function setTeam(call: ApiCall): Reply {
  const named = requireRepositoryAdmin(call, 'write');
  const { role } = requiredObject(call.request, TEAM_PERMISSION) as { role: RepositoryRole };
  const team = call.params['teamname'] ?? '';
  if (call.quay.world.organizations.get(named.namespace)?.teams.has(team) !== true) {
    throw invalidRequest(`No team ${team} in organization ${named.namespace}`);
  }
  existing(named).teamGrants.set(team, role);
  log(call, 'change_repo_permission', named, { team, role });
  return json(200, teamView(team, role));
}

/** A change in a repository that is not there crashes (docs/registries/quay.md §8.2). */
function existing({ found }: NamedRepository): NonNullable<NamedRepository['found']> {
  if (found === undefined) {
    throw crashed();
  }
  return found;
}

function refuseOwner({ namespace }: NamedRepository, username: string): void {
  if (username === namespace) {
    throw invalidRequest('Namespace owner must always be admin.');
  }
}

function isKnown({ quay }: ApiCall, name: string): boolean {
  return quay.world.users.has(name) || quay.world.robots.has(name);
}

function log(
  call: ApiCall,
  kind: string,
  { namespace, name }: NamedRepository,
  metadata: Readonly<Record<string, string>>,
): void {
  audit(call, kind, namespace, { ...metadata, repo: name });
}

/** A robot counts as a member of its organization; a user's namespace has no members. */
function userView(
  { quay }: ApiCall,
  { namespace }: NamedRepository,
  name: string,
  role: RepositoryRole,
): object {
  const organization = quay.world.organizations.get(namespace);
  const isRobot = isRobotName(name);
  return {
    role,
    name,
    is_robot: isRobot,
    avatar: memberAvatar(name),
    ...(organization === undefined
      ? {}
      : { is_org_member: isRobot || teamRole(organization, name) !== undefined }),
  };
}

function teamView(name: string, role: RepositoryRole): object {
  return { role, name, avatar: avatar(name, 'team') };
}
