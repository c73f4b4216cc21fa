import { json } from '../../http/reply.ts';
import type { ApiRoute } from '../context.ts';
import { flaskForbidden } from '../errors.ts';
import { fullName } from '../model.ts';
import { administers } from '../rights.ts';
import { findRobot } from '../robots.ts';
import { requireUser, rulesEverywhere } from './guards.ts';
import { ROBOT_OWNERS } from './owners.ts';
import { directGrants } from './robotViews.ts';

/**
 * Direct grants of a robot; the organization's form needs both scopes
 * (docs/registries/quay.md §1.2).
 */
export const robotPermissionRoutes: readonly ApiRoute[] = ROBOT_OWNERS.map((owner) => ({
  resource: `robot.${owner.label}RobotPermissions`,
  method: 'GET',
  path: `${owner.path}/robots/{robot_shortname}/permissions`,
  pathParameters: owner.onePath,
  operation: `get${owner.label}RobotPermissions`,
  about: `Returns the list of repository permissions for the ${
    owner.label === 'Org' ? "org's" : "user's"
  } robot.`,
  scope: 'user:admin',
  handle: (call) => {
    requireUser(call, 'user:admin');
    const namespace = owner.namespace(call);
    const mayLook =
      owner.label === 'User' ||
      administers(call.quay.world, call.caller, namespace) ||
      rulesEverywhere(call, 'read');
    if (!mayLook) {
      throw flaskForbidden();
    }
    owner.requireNamespace(call);
    const robot = findRobot(call.quay, namespace, call.params['robot_shortname'] ?? '');
    return json(200, {
      permissions: directGrants(call.quay, robot).map((repository) => ({
        repository: { name: repository.name, is_public: repository.isPublic },
        role: repository.grants.get(fullName(robot)),
      })),
    });
  },
}));
