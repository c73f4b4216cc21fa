import { json } from '../../http/reply.ts';
import type { ApiRoute } from '../context.ts';
import { invalidRequest, notFound } from '../errors.ts';
import { hasScope, repositoryRole } from '../rights.ts';
import { avatar } from './avatar.ts';
import { requiredObject } from './body.ts';
import { refused, requireAdmin } from './guards.ts';

/**
 * Ways to give a robot access after it was created (docs/registries/quay.md §2.2, last paragraph).
 */
export const grantRoutes: readonly ApiRoute[] = [
  {
    method: 'PUT',
    path: '/api/v1/repository/{namespace}/{repository}/permissions/user/{username}',
    operation: 'changeUserPermissions',
    scope: 'repo:admin',
    handle: (call) => {
      const { world } = call.quay;
      const { namespace = '', repository: name = '', username = '' } = call.params;
      const repository = world.repositories.get(`${namespace}/${name}`);
      const { user } = call.caller;
      if (
        user === undefined ||
        repository === undefined ||
        !hasScope(call.caller, 'repo:admin') ||
        repositoryRole(world, repository, user.username) !== 'admin'
      ) {
        throw refused(call);
      }
      const { role } = requiredObject(call.request, { role: { required: true } });
      if (role !== 'read' && role !== 'write' && role !== 'admin') {
        throw invalidRequest(`'${String(role)}' is not one of ['read', 'write', 'admin']`);
      }
      const isRobot = username.includes('+');
      if (!(isRobot ? world.robots : world.users).has(username)) {
        throw invalidRequest(`User does not exist: ${username}`);
      }
      repository.grants.set(username, role);
      return json(200, {
        role,
        name: username,
        is_robot: isRobot,
        avatar: avatar(username, isRobot ? 'robot' : 'user'),
        ...(isRobot ? { is_org_member: username.startsWith(`${namespace}+`) } : {}),
      });
    },
  },
  {
    method: 'PUT',
    path: '/api/v1/organization/{orgname}/team/{teamname}/members/{membername}',
    operation: 'updateOrganizationTeamMember',
    scope: 'org:admin',
    handle: (call) => {
      const { orgname = '', teamname = '', membername = '' } = call.params;
      requireAdmin(call, orgname);
      const team = call.quay.world.organizations.get(orgname)?.teams.get(teamname);
      if (team === undefined || !call.quay.world.robots.has(membername)) {
        throw notFound();
      }
      team.members.add(membername);
      return json(200, {
        name: membername,
        kind: 'user',
        is_robot: true,
        avatar: avatar(membername, 'robot'),
        invited: false,
      });
    },
  },
];
