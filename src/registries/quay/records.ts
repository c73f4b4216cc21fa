import { t } from '../../core/l10n.ts';
import { neverEnds } from '../../core/lifetime.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Claimed } from '../../jwt/of-secret.ts';
import type { ApplicationName } from './client/api-tokens-client.ts';
import { apiTokenPath, appTokenPath, belowRobot } from './paths.ts';
import { fullName, type RobotName } from './rows/names.ts';
import type { ApiToken } from './wire/api-token.ts';
import type { AppToken } from './wire/app-token.ts';

/** Whose tokens they are, and where they log in. */
export interface Origin {
  readonly accountId: string;
  readonly userName: string;
  readonly registryHost: string;
}

/** `TokenRecord.type` of everything that Quay hands out. */
type QuayTokenType = 'robot' | 'exchanged' | 'app' | 'api';

/** `TokenRecord.type` of API tokens. */
export const apiTokenType = 'api' satisfies QuayTokenType;

/** Login names that go with app-specific and API tokens (docs/registries/quay.md §1.3). */
const appLogin = '$app';
const apiLogin = '$oauthtoken';

export const robotRecordId = (accountId: string, robot: RobotName): string =>
  `${accountId}/robot:${fullName(robot)}`;

export const exchangedRecordId = (accountId: string, robot: RobotName): string =>
  `${accountId}/exchanged:${fullName(robot)}`;

export const appRecordId = (accountId: string, uuid: string): string => `${accountId}/app:${uuid}`;

export const apiRecordId = (accountId: string, uuid: string): string => `${accountId}/api:${uuid}`;

/**
 * A robot's one current token. It never ends, and nobody tells when it was made
 * (docs/registries/quay.md §3).
 */
export function robotRecord(origin: Origin, robot: RobotName): TokenRecord {
  const name = fullName(robot);
  return {
    id: robotRecordId(origin.accountId, robot),
    accountId: origin.accountId,
    type: 'robot' satisfies QuayTokenType,
    label: name,
    subject: name,
    loginName: name,
    registryHost: origin.registryHost,
    scope: [],
    lifetime: neverEnds,
    path: belowRobot(robot, 'token'),
  };
}

/** What a robot gets for the token of an issuer it trusts. One per robot is kept: the newest. */
export function exchangedRecord(
  origin: Origin,
  robot: RobotName,
  claimed: Pick<Claimed, 'issuedAt' | 'lifetime'>,
): TokenRecord {
  return {
    ...robotRecord(origin, robot),
    id: exchangedRecordId(origin.accountId, robot),
    type: 'exchanged' satisfies QuayTokenType,
    label: t('{0} (exchanged)', fullName(robot)),
    lifetime: claimed.lifetime,
    ...(claimed.issuedAt === undefined ? {} : { issuedAt: claimed.issuedAt }),
    path: belowRobot(robot, 'exchanged'),
    unlisted: true,
  };
}

export function appRecord(origin: Origin, token: AppToken): TokenRecord {
  return {
    id: appRecordId(origin.accountId, token.uuid),
    accountId: origin.accountId,
    type: 'app' satisfies QuayTokenType,
    label: appLabel(token),
    subject: origin.userName,
    loginName: appLogin,
    registryHost: origin.registryHost,
    scope: [],
    ...(token.createdAt === undefined ? {} : { issuedAt: token.createdAt }),
    lifetime: token.lifetime,
    path: appTokenPath(token.uuid),
  };
}

/** An API token of an application, whoever it acts as. */
export function apiRecord(
  origin: Origin,
  application: ApplicationName,
  token: ApiToken,
): TokenRecord {
  return {
    id: apiRecordId(origin.accountId, token.uuid),
    accountId: origin.accountId,
    type: apiTokenType,
    label: token.name.trim() === '' ? token.uuid : token.name,
    subject: token.createdBy,
    loginName: apiLogin,
    registryHost: origin.registryHost,
    scope: token.scope,
    ...(token.createdAt === undefined ? {} : { issuedAt: token.createdAt }),
    lifetime: token.lifetime,
    path: apiTokenPath(application, token.uuid),
  };
}

/** The title, which the server does not require to say anything. */
export const appLabel = (token: AppToken): string =>
  token.title.trim() === '' ? token.uuid : token.title;
