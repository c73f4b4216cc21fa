import type { Reply, SandboxRequest } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import { caller, findToken, passwordCaller } from '../caller.ts';
import type { Caller } from '../caller.ts';
import type { Call, Jfrog } from '../context.ts';
import { accessError } from '../errors.ts';
import type { JfrogToken } from '../model.ts';
import { isScope, scopeParts } from '../scopes.ts';
import { isAtLeast } from '../settings.ts';
import { lifetimeOf, type World } from '../world.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * `POST /access/api/v1/tokens`: creates a token or refreshes one (docs/registries/jfrog.md §2.1,
 * §2.2).
 */
export function createToken({ jfrog, request }: Call): Reply {
  const fields = readFields(request);
  if (fields['grant_type'] === 'refresh_token') return refresh(jfrog, request, fields);
  const who = passwordCaller(jfrog, request) ?? caller(jfrog, request);
  return json(200, issued(jfrog, issue(jfrog, who, fields)));
}

function issue(jfrog: Jfrog, who: Caller, fields: Fields): JfrogToken {
  const { world, settings } = jfrog;
  const username = (text(fields, 'username') ?? who.username).toLowerCase();
  const scope = text(fields, 'scope') ?? 'applied-permissions/user';
  const description = text(fields, 'description');
  const audience = text(fields, 'audience') ?? '*@*';
  const project = text(fields, 'project_key');
  if (!isScope(scope)) throw accessError(400, `Invalid scope: ${scope}`);
  if (scope.length > 500 || (description ?? '').length > 1024 || audience.length > 255) {
    throw accessError(400, 'A field is too long');
  }
  if (!/^(?:(?:\*|jf[a-z]{2,3})@(?:\*|[a-z0-9]+) ?)+$/.test(audience)) {
    throw accessError(400, `Invalid audience: ${audience}`);
  }
  const asked = scopeParts(scope);
  // A name that no user has may have a token, and issues none with it.
  const isUser = world.users.has(who.username);
  if (!who.isAdmin && (!isUser || username !== who.username || !isWithin(asked, who, world))) {
    throw accessError(403);
  }
  if (asked.includes('applied-permissions/user')) {
    if (world.users.get(username)?.status !== 'enabled') {
      throw accessError(400, `User ${username} does not exist or is disabled`);
    }
  }
  if (project !== undefined && !world.projects.some(({ key }) => key === project)) {
    throw accessError(400, `Project ${project} was not found`);
  }
  const lifetime = lifetimeAsked(jfrog, who, fields['expires_in']);
  return world.issue({
    username,
    scope,
    audience,
    ...(lifetime === 0 ? {} : { lifetime }),
    ...(description === undefined ? {} : { description }),
    ...(project === undefined ? {} : { project }),
    refreshable: isYes(fields['refreshable']) && (settings.allowRefreshable || who.isAdmin),
    withReference:
      isYes(fields['include_reference_token']) && isAtLeast(settings.version, '7.38.10'),
    forceRevocable: isYes(fields['force_revocable']) && isAtLeast(settings.version, '7.50.3'),
  });
}

/**
 * What one who is no administrator may give a token: what the own token has, of it a part, or the
 * groups that the user is in.
 */
function isWithin(asked: readonly string[], who: Caller, world: World): boolean {
  const own = new Set(who.token === undefined ? [] : scopeParts(who.token.scope));
  const actsAsUser = who.token === undefined || own.has('applied-permissions/user');
  const groups = world.users.get(who.username)?.groups ?? [];
  return asked.every((part) => {
    if (own.has(part)) return true;
    if (!actsAsUser) return false;
    const named = /^applied-permissions\/groups:(.*)$/.exec(part)?.[1];
    if (named === undefined) return part === 'applied-permissions/user';
    return [...named.matchAll(/"([^"]+)"|([^,"]+)/g)].every(([, quoted, bare = '']) =>
      groups.includes(quoted ?? bare),
    );
  });
}

/** A form has texts alone. */
const isYes = (value: unknown): boolean => value === true || value === 'true';

/** Seconds; 0 is never. Without a wish it is a year. */
function lifetimeAsked({ settings }: Jfrog, who: Caller, value: unknown): number {
  if (value === undefined || value === null) return 31_536_000;
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0) {
    throw accessError(400, 'expires_in must be a non-negative integer');
  }
  const most = who.isAdmin ? 0 : settings.maxExpiry;
  if (most > 0 && (seconds === 0 || seconds > most)) {
    throw accessError(403, `The maximum allowed expiry is ${most} seconds`);
  }
  return seconds;
}

/**
 * Single use: the old refresh token is gone before the answer, and its access token with it. The
 * pair authenticates by itself; a bearer must be its owner.
 */
function refresh(jfrog: Jfrog, request: SandboxRequest, fields: Fields): Reply {
  const { world } = jfrog;
  const secret = text(fields, 'refresh_token') ?? '';
  const old = world.byRefresh.get(secret);
  if (old === undefined || old.isRevoked) {
    throw accessError(404, 'Token matching the provided refresh token was not found.');
  }
  if (request.headers.authorization !== undefined) {
    const bearer = request.headers.authorization.replace(/^Bearer /i, '');
    const token = findToken(jfrog, bearer);
    const isOwn = bearer === world.jwt(old) || bearer === old.reference;
    const mayHaveEnded = isOwn && token === 'expired' && jfrog.settings.refreshesEnded;
    if (typeof token === 'string' && !mayHaveEnded) {
      throw accessError(401, token === 'revoked' ? 'Invalid token' : `Invalid token, ${token}`);
    }
    if (typeof token !== 'string' && token.username !== old.username) throw accessError(401);
  }
  world.revoke(old);
  const lifetime = lifetimeOf(old);
  const renewed = world.issue({
    username: old.username,
    scope: old.scope,
    audience: old.audience,
    ...(lifetime === undefined ? {} : { lifetime }),
    ...(old.description === undefined ? {} : { description: old.description }),
    ...(old.project === undefined ? {} : { project: old.project }),
    forceRevocable: old.forceRevocable,
    refreshable: true,
    withReference: isYes(fields['include_reference_token']),
  });
  return json(200, { ...issued(jfrog, renewed), grant_type: 'refresh_token' });
}

/** The reply of docs/registries/jfrog.md §2.1. */
export function issued({ world, settings }: Jfrog, token: JfrogToken): object {
  const lifetime = lifetimeOf(token);
  return {
    token_id: token.id,
    access_token: world.jwt(token),
    ...(token.refresh === undefined ? {} : { refresh_token: token.refresh }),
    ...(token.reference === undefined ? {} : { reference_token: token.reference }),
    ...(lifetime === undefined
      ? settings.neverAsZero
        ? { expires_in: 0 }
        : {}
      : { expires_in: lifetime }),
    scope: token.scope,
    token_type: 'Bearer',
    ...(token.description === undefined ? {} : { description: token.description }),
    ...(settings.unknownFields ? { shiny_new_field: { of: ['tomorrow'] } } : {}),
  };
}

function readFields(request: SandboxRequest): Fields {
  const body = request.body.toString('utf8');
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const value: unknown = body === '' ? {} : JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch {
    // Falls through to the complaint.
  }
  throw accessError(400, 'The body is not JSON');
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
