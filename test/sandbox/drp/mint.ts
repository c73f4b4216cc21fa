import { Buffer } from 'node:buffer';
import type { Reply } from '../http/message.ts';
import { demand, selfClaims } from './auth.ts';
import { contains } from './claims.ts';
import type { Call } from './context.ts';
import { failure, notFound, reply } from './errors.ts';
import { infoOf } from './info.ts';
import type { Claim, Role, TokenContent, User, World } from './world.ts';

const DEFAULT_LIFETIME_S = 3600;
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mo: 2_592_000,
  y: 31_536_000,
};

/**
 * `GET /users/{name}/token`: lifetime first, then the user, then the right
 * (docs/registries/drp.md §2.3).
 */
export function userToken(call: Call): Reply {
  const { drp, request, params, caller } = call;
  const { world, settings } = drp;
  const name = params['name'] ?? '';
  const seconds = lifetime(request.query.get('ttl') ?? '', settings.mode, name);
  const target = world.users.get(name);
  const grantor = world.users.get(caller.user);
  if (target === undefined || grantor === undefined) throw notFound('GET', 'users', name);
  demand(call, 'users', 'token', name);
  const now = world.clock.now();
  const token = text(call, {
    ...rights(call, target),
    user: target.name,
    userSecret: target.secret,
    grantor: grantor.name,
    grantorSecret: grantor.secret,
    issuedAt: now,
    expiresAt: now + seconds * 1000,
  });
  return reply(200, { Token: token, Info: infoOf(drp) });
}

function lifetime(ttl: string, mode: string, user: string): number {
  if (ttl === '') return DEFAULT_LIFETIME_S;
  if (/^[+-]?\d+$/.test(ttl)) return Number(ttl);
  if (mode === 'kb') {
    if (ttl === 'never') return 36_500 * 86_400;
    const [, number, unit = ''] = /^(\d+)([a-z]*)$/.exec(ttl) ?? [];
    const seconds = UNITS[unit];
    if (number !== undefined && seconds !== undefined) return Number(number) * seconds;
  }
  const message = `strconv.ParseInt: parsing ${JSON.stringify(ttl)}: invalid syntax`;
  throw failure(400, 'GET', [message], 'users', user);
}

/** What the token may do, by what the mode reads of the request. */
function rights(call: Call, user: User): Pick<TokenContent, 'claims' | 'roles'> {
  const { drp, request } = call;
  const { query } = request;
  if (drp.settings.mode === 'v35') {
    const part = (key: string): string => {
      const first = query.get(key) ?? '';
      return first === '' ? '*' : first;
    };
    const claim = { scope: part('scope'), action: part('action'), specific: part('specific') };
    return { claims: [claim], roles: [] };
  }
  const self = selfClaims(user.name);
  if (drp.settings.mode === 'kb' && query.has('scope')) {
    const allowed = asked(query).filter((claim) => isGranted(drp.world, user, [claim]));
    return { claims: [...self, ...allowed], roles: [] };
  }
  const wanted = query.get('roles');
  if (wanted === null) return { claims: self, roles: user.roles };
  const kept = wanted
    .split(',')
    .map((name) => drp.world.roles.get(name.trim()))
    .filter((role): role is Role => role !== undefined)
    .filter((role) => isGranted(drp.world, user, role.claims));
  return { claims: self, roles: kept.map(({ name }) => name) };
}

/** Repeated keys in order, as triplets. */
function asked(query: URLSearchParams): Claim[] {
  const [actions, specifics] = [query.getAll('action'), query.getAll('specific')];
  return query.getAll('scope').map((scope, index) => ({
    scope,
    action: actions[index] ?? '*',
    specific: specifics[index] ?? '*',
  }));
}

/** Whether one of the user's roles contains the claims as a whole. */
const isGranted = (world: World, user: User, claims: readonly Claim[]): boolean =>
  user.roles.some((name) => contains(world.roles.get(name)?.claims ?? [], claims));

/** Keeps the content and gives the text that stands for it: without any dot, or as a JWT. */
function text({ drp }: Call, content: TokenContent): string {
  const { world, settings } = drp;
  const opaque = Buffer.from(world.random.hex(2 * 640), 'hex').toString('base64url');
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token =
    settings.tokenFormat === 'opaque'
      ? `${opaque}==`
      : [
          part({ alg: 'HS256', typ: 'JWT' }),
          part({
            jti: content.user,
            iss: 'digitalrebar provision',
            iat: Math.floor(content.issuedAt / 1000),
            exp: Math.floor(content.expiresAt / 1000),
            DrpRoles: content.roles,
            drp_claims: content.claims,
          }),
          opaque.slice(0, 43),
        ].join('.');
  world.tokens.set(token, content);
  return token;
}
