import type { ItemPath } from '../../core/outcome.ts';
import type { ApplicationName } from './client/api-tokens-client.ts';
import type { Namespace, RobotName } from './rows/names.ts';
import type { Issuer } from './wire/federation.ts';

/** Where a row stands, read back from its path. */
export type Place =
  | { readonly at: 'namespace'; readonly namespace: Namespace }
  | {
      readonly at: 'robot' | 'token' | 'repositories' | 'issuers' | 'acts' | 'act';
      readonly robot: RobotName;
    }
  | { readonly at: 'repository'; readonly robot: RobotName; readonly repository: string }
  | { readonly at: 'grant'; readonly robot: RobotName; readonly repository: string }
  | { readonly at: 'all-repositories' }
  | { readonly at: 'repositories-of'; readonly namespace: Namespace }
  | { readonly at: 'access'; readonly namespace: Namespace; readonly repository: string }
  | { readonly at: 'issuer'; readonly robot: RobotName; readonly issuer: Issuer }
  | { readonly at: 'app-tokens' }
  | { readonly at: 'app-token'; readonly uuid: string }
  | { readonly at: 'api-tokens' | 'authorizations' | 'all-app-tokens' | 'none' }
  | { readonly at: 'applications'; readonly organization: string }
  | { readonly at: 'application'; readonly application: ApplicationName }
  | {
      readonly at: 'api-token';
      readonly application: ApplicationName;
      readonly uuid: string;
    }
  | { readonly at: 'authorization'; readonly uuid: string };

export const namespacePath = ({ kind, name }: Namespace): ItemPath => [`${kind}:${name}`];

export const robotPath = (robot: RobotName): ItemPath => [
  ...namespacePath(robot.namespace),
  `robot:${robot.short}`,
];

/** The row of the robot's current token, or one of the groups below the robot. */
export const belowRobot = (
  robot: RobotName,
  row: 'token' | 'exchanged' | 'repositories' | 'issuers' | 'acts',
): ItemPath => [...robotPath(robot), row];

export const repositoryPath = (robot: RobotName, repository: string): ItemPath => [
  ...belowRobot(robot, 'repositories'),
  `repository:${repository}`,
];

/** Somebody who may do something with the repository of a row. */
export const grantPath = (repository: ItemPath, who: string): ItemPath => [
  ...repository,
  `grant:${who}`,
];

/** All repositories, whoever may do what with them. */
export const allRepositoriesPath: ItemPath = ['repositories'];

export const repositoriesOfPath = (namespace: Namespace): ItemPath => [
  ...allRepositoriesPath,
  ...namespacePath(namespace),
];

export const accessPath = (namespace: Namespace, repository: string): ItemPath => [
  ...repositoriesOfPath(namespace),
  `repository:${repository}`,
];

export const issuerPath = (robot: RobotName, { issuer, subject }: Issuer): ItemPath => [
  ...belowRobot(robot, 'issuers'),
  `issuer:${JSON.stringify([issuer, subject])}`,
];

/** Something that the robot did, or that was done to it. */
export const actPath = (robot: RobotName, id: string): ItemPath => [
  ...belowRobot(robot, 'acts'),
  `act:${id}`,
];

export const appTokensPath: ItemPath = ['app-tokens'];

export const appTokenPath = (uuid: string): ItemPath => [...appTokensPath, `app-token:${uuid}`];

/** What super users see of everybody. */
export const allAppTokensPath: ItemPath = ['all-app-tokens'];

export const allAppTokenPath = (uuid: string): ItemPath => [
  ...allAppTokensPath,
  `app-token:${uuid}`,
];

export const otherOrganizationsPath: ItemPath = ['other-organizations'];

export const apiTokensPath: ItemPath = ['api-tokens'];

export const authorizationsPath: ItemPath = [...apiTokensPath, 'granted'];

export const authorizationPath = (uuid: string): ItemPath => [
  ...authorizationsPath,
  `authorization:${uuid}`,
];

export const applicationsPath = (organization: string): ItemPath => [
  ...apiTokensPath,
  `organization:${organization}`,
];

export const applicationPath = ({ organization, clientId }: ApplicationName): ItemPath => [
  ...applicationsPath(organization),
  `application:${clientId}`,
];

export const apiTokenPath = (application: ApplicationName, uuid: string): ItemPath => [
  ...applicationPath(application),
  `api-token:${uuid}`,
];

/** Reads a path that one of the functions above made. Throws `TypeError` on any other. */
export function placeOf(path: ItemPath): Place {
  const [first = '', second, third, fourth, fifth] = path;
  if (first === 'app-tokens') {
    return second === undefined
      ? { at: 'app-tokens' }
      : { at: 'app-token', uuid: after(second, 'app-token') };
  }
  if (first === 'all-app-tokens') return { at: second === undefined ? first : 'none' };
  if (first === 'other-organizations') return { at: 'none' };
  if (first === 'api-tokens') return apiTokensPlace(second, third, fourth);
  if (first === 'repositories') return allRepositoriesPlace(second, third, fourth);
  const namespace = namespaceOf(first);
  if (second === undefined) return { at: 'namespace', namespace };
  const robot = { namespace, short: after(second, 'robot') };
  switch (third) {
    case undefined:
      return { at: 'robot', robot };
    case 'token':
    case 'exchanged':
      return { at: 'token', robot };
    case 'repositories':
      return repositoriesPlace(robot, fourth, fifth);
    case 'issuers':
      return fourth === undefined
        ? { at: 'issuers', robot }
        : { at: 'issuer', robot, issuer: issuerOf(after(fourth, 'issuer')) };
    case 'acts':
      return { at: fourth === undefined ? 'acts' : 'act', robot };
    default:
      throw new TypeError(`unknown row ${third}`);
  }
}

function repositoriesPlace(robot: RobotName, fourth?: string, fifth?: string): Place {
  if (fourth === undefined) return { at: 'repositories', robot };
  const repository = after(fourth, 'repository');
  return { at: fifth === undefined ? 'repository' : 'grant', robot, repository };
}

function allRepositoriesPlace(second?: string, third?: string, fourth?: string): Place {
  if (second === undefined) return { at: 'all-repositories' };
  const namespace = namespaceOf(second);
  if (third === undefined) return { at: 'repositories-of', namespace };
  const repository = after(third, 'repository');
  return fourth === undefined ? { at: 'access', namespace, repository } : { at: 'none' };
}

function apiTokensPlace(group?: string, second?: string, third?: string): Place {
  if (group === undefined) return { at: 'api-tokens' };
  if (group === 'absent') return { at: 'none' };
  if (group === 'granted') {
    return second === undefined
      ? { at: 'authorizations' }
      : { at: 'authorization', uuid: after(second, 'authorization') };
  }
  const organization = after(group, 'organization');
  if (second === undefined) return { at: 'applications', organization };
  const application = { organization, clientId: after(second, 'application') };
  return third === undefined
    ? { at: 'application', application }
    : { at: 'api-token', application, uuid: after(third, 'api-token') };
}

/** The robot that a row is, or stands below. Throws `TypeError` for rows without one. */
export function robotOf(path: ItemPath): RobotName {
  const place = placeOf(path);
  if (!('robot' in place)) throw new TypeError('the row has no robot');
  return place.robot;
}

function namespaceOf(id: string): Namespace {
  const kind = id.startsWith('user:') ? 'user' : 'organization';
  return { kind, name: after(id, kind) };
}

function issuerOf(json: string): Issuer {
  const [issuer, subject] = JSON.parse(json) as [string, string];
  return { issuer, subject };
}

function after(id: string, type: string): string {
  if (!id.startsWith(`${type}:`)) throw new TypeError(`not the id of a ${type}: ${id}`);
  return id.slice(type.length + 1);
}
