import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { invalidRequest } from '../errors.ts';
import type { FederationEntry, Robot } from '../model.ts';
import { findRobot } from '../robots.ts';
import type { Schema } from '../schema/validate.ts';
import { audit } from './audit.ts';
import { requiredJson } from './body.ts';
import { ROBOT_OWNERS } from './owners.ts';
import type { RobotOwner } from './owners.ts';

const FEDERATION: Schema = {
  type: 'array',
  description: 'Federation configuration for the robot',
  items: {
    type: 'object',
    properties: {
      issuer: { type: 'string', description: 'The issuer of the token' },
      subject: { type: 'string', description: 'The subject of the token' },
    },
    required: ['issuer', 'subject'],
  },
};

/** Issuers whose tokens stand for a robot (docs/registries/quay.md §2.2). */
export const federationRoutes: readonly ApiRoute[] = ROBOT_OWNERS.flatMap((owner) => {
  const route = (
    method: string,
    verb: string,
    about: string,
    handle: ApiRoute['handle'],
  ): ApiRoute => ({
    resource: `robot.${owner.label}RobotFederation`,
    method,
    path: `${owner.path}/robots/{robot_shortname}/federation`,
    pathParameters: owner.onePath,
    operation: `${verb}${owner.label}RobotFederation`,
    about,
    scope: owner.scope,
    since: owner.federationSince,
    ...(method === 'POST' ? { body: ['CreateRobotFederation', FEDERATION] as const } : {}),
    handle,
  });
  return [
    route('GET', 'get', 'Lists the issuers that the robot trusts.', (call) => {
      owner.authorize(call, 'read');
      return json(200, federated(call, owner).federation);
    }),
    route('POST', 'create', 'Replaces the issuers that the robot trusts.', (call) =>
      replace(call, owner),
    ),
    route('DELETE', 'delete', 'Removes the issuers that the robot trusts.', (call) => {
      owner.authorize(call, 'write');
      const robot = federated(call, owner);
      robot.federation = [];
      audit(call, 'delete_robot_federation', robot.namespace, { robot: robot.shortname });
      return noContent();
    }),
  ];
});

function replace(call: ApiCall, owner: RobotOwner): Reply {
  if (owner.asksFirst) {
    owner.authorize(call, 'write');
  }
  const body = requiredJson(call.request, FEDERATION) as readonly FederationEntry[];
  owner.authorize(call, 'write');
  const entries = parseEntries(body);
  const robot = federated(call, owner);
  robot.federation = entries;
  audit(call, 'create_robot_federation', robot.namespace, {
    config: entries,
    robot: robot.shortname,
  });
  return json(200, entries);
}

/**
 * Keeps issuer and subject alone: `audiences` is dropped in silence (docs/registries/quay.md §2.3).
 */
function parseEntries(items: readonly FederationEntry[]): readonly FederationEntry[] {
  const entries: FederationEntry[] = [];
  for (const { issuer, subject } of items) {
    if (issuer === '' || subject === '') {
      throw invalidRequest('Missing one or more required fields (issuer, subject)');
    }
    if (!/^https?:\/\//.test(issuer)) {
      throw invalidRequest('Issuer must be a URL (http:// or https://)');
    }
    if (entries.some((entry) => entry.issuer === issuer && entry.subject === subject)) {
      throw invalidRequest('Duplicate federation config entry');
    }
    entries.push({ issuer, subject });
  }
  return entries;
}

function federated(call: ApiCall, owner: RobotOwner): Robot {
  return findRobot(call.quay, owner.namespace(call), call.params['robot_shortname'] ?? '');
}
