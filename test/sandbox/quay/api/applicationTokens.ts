import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import { isoMicroseconds, isoMicrosecondsOrNull } from '../dates.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { forbidden, modelError, notFound } from '../errors.ts';
import { hasScope } from '../rights.ts';
import { SCOPES } from '../model.ts';
import type { ApiToken, Scope } from '../model.ts';
import { API_TOKEN_LIFETIME_MS } from '../world.ts';
import { findApplication } from './applications.ts';
import { requiredObject, schemaError } from './body.ts';
import { requireAdmin } from './guards.ts';

const COLLECTION = '/api/v1/organization/{orgname}/applications/{client_id}/tokens';
const PAGE_SIZE = 50;
const common = { scope: 'org:admin', since: '3.18' };

/** Minting and revoking API tokens by API, since 3.18 (docs/registries/quay.md §2.7). */
export const applicationTokenRoutes: readonly ApiRoute[] = [
  {
    ...common,
    method: 'GET',
    path: COLLECTION,
    operation: 'listOrganizationApplicationTokens',
    handle: list,
  },
  {
    ...common,
    method: 'POST',
    path: COLLECTION,
    operation: 'createOrganizationApplicationToken',
    handle: mint,
  },
  {
    ...common,
    method: 'DELETE',
    path: `${COLLECTION}/{token_uuid}`,
    operation: 'deleteOrganizationApplicationToken',
    handle: (call) => {
      const { clientId } = findApplication(call);
      const { apiTokens } = call.quay.world;
      const token = [...apiTokens.values()].find(
        ({ uuid, clientId: of }) => uuid === call.params['token_uuid'] && of === clientId,
      );
      if (token === undefined) {
        throw notFound();
      }
      apiTokens.delete(token.secret);
      return noContent();
    },
  },
];

function list(call: ApiCall): Reply {
  const tokens = liveTokens(call, findApplication(call).clientId);
  const start = decodePage(call.request.query.get('next_page'));
  const next = start + PAGE_SIZE;
  return json(200, {
    tokens: tokens.slice(start, next).map(tokenView),
    ...(tokens.length > next ? { next_page: encodePage(next) } : {}),
  });
}

function mint(call: ApiCall): Reply {
  const { clientId } = findApplication(call);
  const { username } = requireAdmin(call, call.params['orgname'] ?? '');
  const body = requiredObject(call.request, {
    name: { required: true, maximum: 255 },
    scope: { required: true },
  });
  const name = (body['name'] as string).trim();
  if (name === '') {
    throw modelError('Token name is required');
  }
  const scopes = parseScopes(body['scope'] as string);
  const lifetime = lifetimeMs(body['expiration']);
  for (const scope of scopes) {
    if (!hasScope(call.caller, scope) || scope === 'super:user') {
      throw forbidden();
    }
  }
  const limit = call.quay.settings.applicationTokenLimit;
  if (limit !== null && liveTokens(call, clientId).length >= limit) {
    throw modelError(`Token limit reached: maximum ${limit} non-expired tokens per application`);
  }
  const token = call.quay.world.addApiToken({
    user: username,
    clientId,
    name,
    scopes,
    expiresAt: call.quay.clock.now() + lifetime,
  });
  return json(200, { ...tokenView(token), token: token.secret });
}

function lifetimeMs(expiration: unknown): number {
  if (expiration === undefined || expiration === null) {
    return API_TOKEN_LIFETIME_MS;
  }
  if (typeof expiration !== 'number' || !Number.isInteger(expiration)) {
    throw schemaError(expiration, "is not of type 'integer'", 'expiration');
  }
  if (expiration < 1) {
    throw schemaError(expiration, 'is less than the minimum of 1', 'expiration');
  }
  return Math.min(expiration * 1000, API_TOKEN_LIFETIME_MS);
}

function parseScopes(text: string): Scope[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0 || !words.every(isScope)) {
    throw modelError(`Invalid scope: ${text}`);
  }
  return words as Scope[];
}

function isScope(word: string): boolean {
  return SCOPES.some((scope) => scope === word);
}

/** Unexpired tokens of an application, newest first. */
function liveTokens(call: ApiCall, clientId: string): ApiToken[] {
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

function encodePage(start: number): string {
  return Buffer.from(JSON.stringify({ start_index: start })).toString('base64url');
}

/** Quay ignores a page token that it cannot read and starts over. */
function decodePage(page: string | null): number {
  try {
    const value: unknown = JSON.parse(Buffer.from(page ?? '', 'base64url').toString('utf8'));
    const start = (value as { start_index?: unknown }).start_index;
    return typeof start === 'number' ? start : 0;
  } catch {
    return 0;
  }
}
