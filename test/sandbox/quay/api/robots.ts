import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { invalidRequest, message } from '../errors.ts';
import { administers } from '../rights.ts';
import type { Robot } from '../model.ts';
import { createRobot, findRobot, listRobots } from '../robots.ts';
import { isAtLeast } from '../settings.ts';
import { isJson, robotBody } from './body.ts';
import type { JsonObject } from './body.ts';
import { requireMember } from './guards.ts';
import { ROBOT_OWNERS } from './owners.ts';
import type { RobotOwner } from './owners.ts';
import { booleanParameter, integerParameter } from './query.ts';
import { robotList, robotView } from './robotViews.ts';

/** Robots of organizations and of users (docs/registries/quay.md §2.2). */
export const robotRoutes: readonly ApiRoute[] = ROBOT_OWNERS.flatMap((owner) => {
  const one = `${owner.path}/robots/{robot_shortname}`;
  return [
    {
      method: 'GET',
      path: `${owner.path}/robots`,
      operation: `get${owner.label}Robots`,
      scope: owner.scope,
      handle: (call) => list(call, owner),
    },
    {
      method: 'GET',
      path: one,
      operation: `get${owner.label}Robot`,
      scope: owner.scope,
      handle: (call) => get(call, owner),
    },
    {
      method: 'PUT',
      path: one,
      operation: `create${owner.label}Robot`,
      scope: owner.scope,
      handle: (call) => create(call, owner),
    },
    {
      method: 'DELETE',
      path: one,
      operation: `delete${owner.label}Robot`,
      scope: owner.scope,
      handle: (call) => remove(call, owner),
    },
    {
      method: 'POST',
      path: `${one}/regenerate`,
      operation: `regenerate${owner.label}RobotToken`,
      scope: owner.scope,
      handle: (call) => regenerate(call, owner),
    },
  ] satisfies ApiRoute[];
});

function list(call: ApiCall, owner: RobotOwner): Reply {
  const { query } = call.request;
  const limit = integerParameter(query, 'limit', 'If specified, the number of robots to return.');
  const namespace = owner.namespace(call);
  let admin = true;
  if (owner.label === 'Org') {
    requireMember(call, namespace);
    admin = administers(call.quay.world, call.caller, namespace);
  } else {
    owner.authorize(call, 'read');
  }
  const robots = robotList(call.quay, listRobots(call.quay, namespace), {
    tokens: admin && booleanParameter(query, 'token', true),
    permissions: admin && booleanParameter(query, 'permissions', false),
    limit,
  });
  return json(200, { robots });
}

function get(call: ApiCall, owner: RobotOwner): Reply {
  owner.authorize(call, 'read');
  owner.requireNamespace(call);
  const robot = findRobot(call.quay, owner.namespace(call), shortname(call));
  return json(200, {
    ...robotView(robot),
    token: robot.token,
    unstructured_metadata: robot.metadata,
  });
}

function create(call: ApiCall, owner: RobotOwner): Reply {
  const performer = owner.authorize(call, 'write');
  owner.requireNamespace(call);
  if (!isAtLeast(call.quay.settings.version, '3.10') && !isJson(call.request)) {
    throw message(400, 'Missing JSON body');
  }
  const body = robotBody(call.request);
  const robot = createRobot(call.quay, owner.namespace(call), shortname(call), {
    description: typeof body['description'] === 'string' ? body['description'] : '',
    metadata: (body['unstructured_metadata'] ?? {}) as JsonObject,
  });
  log(call, 'create_robot', robot, performer.username);
  return json(201, {
    ...robotView(robot),
    token: robot.token,
    unstructured_metadata: body['unstructured_metadata'] ?? null,
  });
}

function remove(call: ApiCall, owner: RobotOwner): Reply {
  const performer = owner.authorize(call, 'write');
  const robot = findRobot(call.quay, owner.namespace(call), shortname(call));
  if (robot.mirrors) {
    throw invalidRequest('Robot is being used by a mirror');
  }
  call.quay.world.removeRobot(robot);
  log(call, 'delete_robot', robot, performer.username);
  return noContent();
}

function regenerate(call: ApiCall, owner: RobotOwner): Reply {
  const performer = owner.authorize(call, 'write');
  owner.requireNamespace(call);
  const robot = findRobot(call.quay, owner.namespace(call), shortname(call));
  robot.token = call.quay.world.robotToken();
  log(call, 'regenerate_robot_token', robot, performer.username);
  return json(200, { ...robotView(robot), token: robot.token });
}

function shortname(call: ApiCall): string {
  return call.params['robot_shortname'] ?? '';
}

function log(call: ApiCall, kind: string, robot: Robot, performer: string): void {
  call.quay.world.log(kind, robot.namespace, performer, { robot: robot.shortname });
}
