import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { invalidRequest, message } from '../errors.ts';
import { administers } from '../rights.ts';
import { fullName } from '../model.ts';
import type { Robot } from '../model.ts';
import { createRobot, findRobot, listRobots } from '../robots.ts';
import type { Schema } from '../schema/validate.ts';
import { isAtLeast } from '../settings.ts';
import { audit } from './audit.ts';
import { isJson, robotBody } from './body.ts';
import type { JsonObject } from './body.ts';
import { looksEverywhere, requireMember } from './guards.ts';
import { ROBOT_OWNERS } from './owners.ts';
import type { RobotOwner } from './owners.ts';
import { booleanParameter, integerParameter } from './query.ts';
import { robotList, robotView } from './robotViews.ts';

const LIMIT = 'If specified, the number of robots to return.';
/** The word is misspelled where organizations are told of. */
const PERMISSIONS = {
  Org: 'Whether to include repostories and teams in which the robots have permission.',
  User: 'Whether to include repositories and teams in which the robots have permission.',
};
const CREATE_ROBOT: Schema = {
  type: 'object',
  description: 'Optional data for creating a robot',
  properties: {
    description: {
      type: 'string',
      description: 'Optional text description for the robot',
      maxLength: 255,
    },
    unstructured_metadata: {
      type: 'object',
      description: 'Optional unstructured metadata for the robot',
    },
  },
};

/** Robots of organizations and of users (docs/registries/quay.md §2.2). */
export const robotRoutes: readonly ApiRoute[] = ROBOT_OWNERS.flatMap((owner) => {
  const { label, scope, path } = owner;
  const whose = label === 'Org' ? "organization's" : "user's";
  const which = label === 'Org' ? 'organization' : 'user';
  const one = {
    resource: `robot.${label}Robot`,
    path: `${path}/robots/{robot_shortname}`,
    pathParameters: owner.onePath,
    scope,
  };
  return [
    {
      resource: `robot.${label}RobotList`,
      method: 'GET',
      path: `${path}/robots`,
      ...(owner.listPath === undefined ? {} : { pathParameters: owner.listPath }),
      operation: `get${label}Robots`,
      about:
        label === 'Org'
          ? "List the organization's robots."
          : 'List the available robots for the user.',
      scope,
      query: [
        { name: 'limit', about: LIMIT, type: 'integer' },
        { name: 'token', about: "If false, the robot's token is not returned.", type: 'boolean' },
        { name: 'permissions', about: PERMISSIONS[label], type: 'boolean' },
      ],
      handle: (call) => list(call, owner),
    },
    {
      ...one,
      method: 'GET',
      operation: `get${label}Robot`,
      about: `Returns the ${whose} robot with the specified name.`,
      handle: (call) => get(call, owner),
    },
    {
      ...one,
      method: 'PUT',
      operation: `create${label}Robot`,
      about:
        label === 'Org'
          ? 'Create a new robot in the organization.'
          : 'Create a new user robot with the specified name.',
      body: ['CreateRobot', CREATE_ROBOT],
      handle: (call) => create(call, owner),
    },
    {
      ...one,
      method: 'DELETE',
      operation: `delete${label}Robot`,
      about: `Delete an existing ${label === 'Org' ? 'organization ' : ''}robot.`,
      handle: (call) => remove(call, owner),
    },
    {
      resource: `robot.Regenerate${label}Robot`,
      method: 'POST',
      path: `${one.path}/regenerate`,
      pathParameters: owner.onePath,
      operation: `regenerate${label}RobotToken`,
      about: `Regenerates the token for ${label === 'Org' ? `an ${which}` : `a ${whose}`} robot.`,
      scope,
      handle: (call) => regenerate(call, owner),
    },
  ] satisfies ApiRoute[];
});

function list(call: ApiCall, owner: RobotOwner): Reply {
  const { query } = call.request;
  if (owner.asksFirst) {
    owner.authorize(call, 'read');
  }
  const limit = integerParameter(query, 'limit', LIMIT);
  const namespace = owner.namespace(call);
  if (!owner.asksFirst) {
    requireMember(call, namespace);
  }
  const admin =
    owner.asksFirst ||
    administers(call.quay.world, call.caller, namespace) ||
    looksEverywhere(call);
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
  if (owner.asksFirst) {
    owner.authorize(call, 'write');
  }
  if (!isAtLeast(call.quay.settings.version, '3.10') && !isJson(call.request)) {
    throw message(400, 'Missing JSON body');
  }
  const body = robotBody(call.request, CREATE_ROBOT);
  owner.authorize(call, 'write');
  owner.requireNamespace(call);
  const robot = createRobot(call.quay, owner.namespace(call), shortname(call), {
    description: typeof body['description'] === 'string' ? body['description'] : '',
    metadata: (body['unstructured_metadata'] ?? {}) as JsonObject,
  });
  log(call, 'create_robot', robot, {
    description: body['description'] ?? null,
    unstructured_metadata: body['unstructured_metadata'] ?? null,
  });
  return json(201, {
    ...robotView(robot),
    token: robot.token,
    unstructured_metadata: body['unstructured_metadata'] ?? null,
  });
}

function remove(call: ApiCall, owner: RobotOwner): Reply {
  owner.authorize(call, 'write');
  const robot = findRobot(call.quay, owner.namespace(call), shortname(call));
  if (call.quay.settings.mirroringRobots.includes(fullName(robot))) {
    throw invalidRequest('Robot is being used by a mirror');
  }
  call.quay.world.removeRobot(robot);
  log(call, 'delete_robot', robot);
  return noContent();
}

function regenerate(call: ApiCall, owner: RobotOwner): Reply {
  owner.authorize(call, 'write');
  owner.requireNamespace(call);
  const robot = findRobot(call.quay, owner.namespace(call), shortname(call));
  robot.token = call.quay.world.robotToken();
  log(call, 'regenerate_robot_token', robot);
  return json(200, { ...robotView(robot), token: robot.token });
}

function shortname(call: ApiCall): string {
  return call.params['robot_shortname'] ?? '';
}

function log(call: ApiCall, kind: string, robot: Robot, more: JsonObject = {}): void {
  audit(call, kind, robot.namespace, { robot: robot.shortname, ...more });
}
