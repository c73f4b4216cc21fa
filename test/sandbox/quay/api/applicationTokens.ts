import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import { isoMicroseconds, isoMicrosecondsOrNull } from '../dates.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { forbidden, modelError, notFound } from '../errors.ts';
import { SCOPES } from '../model.ts';
import type { ApiToken, OAuthApplication, Scope } from '../model.ts';
import { actorOf, hasScope, namespaceRole, roleUnder } from '../rights.ts';
import type { Schema } from '../schema/validate.ts';
import { API_TOKEN_LIFETIME_MS } from '../world.ts';
import { findApplication } from './applications.ts';
import { audit } from './audit.ts';
import { requiredObject } from './body.ts';
import { isSuperUser } from './guards.ts';
import { ORGANIZATION, ORGNAME, orgname } from './organizations.ts';
import { NEXT_PAGE, pageOf } from './pages.ts';

const PAGE_SIZE = 50;
const NEW_TOKEN: Schema = {
  type: 'object',
  description:
    'Description of a new OAuth API token. Duplicate names are allowed within an application.',
  required: ['name', 'scope'],
  properties: {
    name: {
      type: 'string',
      description:
        'User-facing token name. Leading and trailing whitespace is trimmed before storage.',
      minLength: 1,
      maxLength: 255,
    },
    scope: { type: 'string', description: 'Space- or comma-separated scope string' },
    expiration: {
      type: 'number',
      description:
        'Token lifetime in seconds. Must be positive and is capped at the maximum supported lifetime.',
      minimum: 1,
    },
  },
};
const collection = {
  resource: 'organization_application_tokens.OrganizationApplicationTokens',
  path: `${ORGANIZATION}/applications/{client_id}/tokens`,
  pathParameters: [['client_id', 'The OAuth client ID'], ORGNAME],
  scope: 'org:admin',
  since: '3.18',
} as const;

/**
 * API tokens of an application, of all its users, since 3.18 (docs/registries/quay.md §2.7, §8.2).
 */
export const applicationTokenRoutes: readonly ApiRoute[] = [
  {
    ...collection,
    method: 'GET',
    operation: 'listOrganizationApplicationTokens',
    about: 'List all tokens for the specified application.',
    query: [NEXT_PAGE],
    handle: list,
  },
  {
    ...collection,
    method: 'POST',
    operation: 'createOrganizationApplicationToken',
    about: 'Create a new token for the specified application.',
    body: ['NewToken', NEW_TOKEN],
    handle: mint,
  },
  {
    ...collection,
    resource: 'organization_application_tokens.OrganizationApplicationToken',
    method: 'DELETE',
    path: `${collection.path}/{token_uuid}`,
    pathParameters: [['token_uuid', 'The UUID of the token'], ...collection.pathParameters],
    operation: 'deleteOrganizationApplicationToken',
    about: 'Revoke a specific token for the specified application.',
    handle: revoke,
  },
];

function list(call: ApiCall): Reply {
  const tokens = liveTokens(call, findApplication(call, 'read'));
  const { items, next } = pageOf(call, tokens, PAGE_SIZE);
  return json(200, { tokens: items.map(tokenView), ...next });
}

function mint(call: ApiCall): Reply {
  const body = requiredObject(call.request, NEW_TOKEN);
  const application = findApplication(call, 'write');
  const name = (body['name'] as string).trim();
  if (name === '') {
    throw modelError("'name' must not be empty");
  }
  const scopes = parseScopes(body['scope'] as string);
  const { user } = call.caller;
  if (user === undefined || !scopes.every((scope) => mayMint(call, scope))) {
    throw forbidden();
  }
  const limit = call.quay.settings.applicationTokenLimit;
  if (limit !== null && liveTokens(call, application).length >= limit) {
    throw modelError(`Token limit reached: maximum ${limit} non-expired tokens per application`);
  }
  const token = call.quay.world.addApiToken({
    user: user.username,
    clientId: application.clientId,
    name,
    scopes,
    expiresAt: call.quay.clock.now() + lifetimeMs(body['expiration']),
  });
  audit(call, 'create_oauth_api_token', orgname(call), {
    oauth_token_uuid: token.uuid,
    scope: scopes.join(' '),
    token_display_name: name,
    application_name: application.name,
    auth_method: 'OAuth',
    client_id: application.clientId,
  });
  return json(200, { ...tokenView(token), token: token.secret });
}

function revoke(call: ApiCall): Reply {
  const application = findApplication(call, 'write');
  const { apiTokens } = call.quay.world;
  const token = [...apiTokens.values()].find(
    ({ uuid, clientId }) => uuid === call.params['token_uuid'] && clientId === application.clientId,
  );
  if (token === undefined) {
    throw notFound();
  }
  apiTokens.delete(token.secret);
  audit(call, 'revoke_oauth_api_token', orgname(call), {
    oauth_token_uuid: token.uuid,
    application_name: application.name,
    client_id: application.clientId,
  });
  return noContent();
}

/**
 * A scope is given on if the calling token has it, or a greater one over repositories, and the user
 * may do what it stands for in the organization (docs/registries/quay.md §8.2).
 */
function mayMint(call: ApiCall, scope: Scope): boolean {
  const implied: Partial<Readonly<Record<Scope, readonly Scope[]>>> = {
    'repo:read': ['repo:read', 'repo:write', 'repo:admin'],
    'repo:write': ['repo:write', 'repo:admin'],
  };
  return hasScope(call.caller, ...(implied[scope] ?? [scope])) && mayUse(call, scope);
}

function mayUse(call: ApiCall, scope: Scope): boolean {
  const { world } = call.quay;
  const actor = actorOf(call.caller);
  const role = roleUnder(world, actor, orgname(call));
  switch (scope) {
    case 'repo:create':
    case 'org:admin':
      return role === 'admin' || (scope === 'repo:create' && role === 'creator');
    case 'super:user':
      return isSuperUser(call);
    case 'user:read':
    case 'user:admin':
      return true;
    default:
      return actor !== undefined && namespaceRole(world, actor.name, orgname(call)) === 'admin';
  }
}

function lifetimeMs(expiration: unknown): number {
  return typeof expiration === 'number'
    ? Math.min(Math.floor(expiration) * 1000, API_TOKEN_LIFETIME_MS)
    : API_TOKEN_LIFETIME_MS;
}

function parseScopes(text: string): Scope[] {
  const words = [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];
  const scopes = SCOPES.filter((scope) => words.includes(scope));
  if (words.length === 0 || scopes.length !== words.length) {
    throw modelError(`Invalid scope: ${text}`);
  }
  return words as Scope[];
}

/** Unexpired tokens of an application, newest first. */
function liveTokens(call: ApiCall, { clientId }: OAuthApplication): ApiToken[] {
  const now = call.quay.clock.now();
  return [...call.quay.world.apiTokens.values()]
    .filter((token) => token.clientId === clientId && token.expiresAt > now)
    .reverse();
}

function tokenView(token: ApiToken): object {
  return {
    uuid: token.uuid,
    name: token.name,
    scope: [...token.scopes].join(' '),
    expires_at: isoMicroseconds(token.expiresAt),
    created: isoMicroseconds(token.created),
    created_by: token.user,
    last_accessed: isoMicrosecondsOrNull(token.lastAccessed),
  };
}
