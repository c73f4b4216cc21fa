import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { invalidRequest } from '../errors.ts';
import type { FederationEntry, Robot } from '../model.ts';
import { findRobot } from '../robots.ts';
import { isObject, requiredJson, schemaError } from './body.ts';
import { ROBOT_OWNERS } from './owners.ts';
import type { RobotOwner } from './owners.ts';

/** Issuers whose tokens stand for a robot (docs/registries/quay.md §2.2). */
export const federationRoutes: readonly ApiRoute[] = ROBOT_OWNERS.flatMap((owner) => {
  const route = (method: string, verb: string, handle: ApiRoute['handle']): ApiRoute => ({
    method,
    path: `${owner.path}/robots/{robot_shortname}/federation`,
    operation: `${verb}${owner.label}RobotFederation`,
    scope: owner.scope,
    since: owner.federationSince,
    handle,
  });
  return [
    route('GET', 'get', (call) => {
      owner.authorize(call, 'read');
      return json(200, federated(call, owner).federation);
    }),
    route('POST', 'create', (call) => replace(call, owner)),
    route('DELETE', 'delete', (call) => {
      const performer = owner.authorize(call, 'write');
      const robot = federated(call, owner);
      robot.federation = [];
      log(call, 'delete_robot_federation', robot, performer.username);
      return noContent();
    }),
  ];
});

function replace(call: ApiCall, owner: RobotOwner): Reply {
  const performer = owner.authorize(call, 'write');
  const entries = parseEntries(requiredJson(call.request));
  const robot = federated(call, owner);
  robot.federation = entries;
  log(call, 'create_robot_federation', robot, performer.username);
  return json(200, entries);
}

/**
 * Keeps issuer and subject alone: `audiences` is dropped in silence (docs/registries/quay.md §2.3).
 */
function parseEntries(value: unknown): readonly FederationEntry[] {
  if (!Array.isArray(value)) {
    throw schemaError(value, "is not of type 'array'");
  }
  const entries: FederationEntry[] = [];
  for (const item of value as readonly unknown[]) {
    if (!isObject(item)) {
      throw schemaError(item, "is not of type 'object'");
    }
    const { issuer, subject } = item;
    if (typeof issuer !== 'string' || typeof subject !== 'string' || !issuer || !subject) {
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

function log(call: ApiCall, kind: string, robot: Robot, performer: string): void {
  call.quay.world.log(kind, robot.namespace, performer, {
    robot: robot.shortname,
    config: robot.federation,
  });
}
