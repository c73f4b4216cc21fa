import type { Reply } from '../../http/message.ts';
import { demand } from '../authorize.ts';
import type { Call } from '../context.ts';
import { since } from '../context.ts';
import { notFound, panic, reply } from '../errors.ts';
import { infoOf } from '../info.ts';
import { find, nameOf } from '../objects/find.ts';
import { users } from '../objects/kinds.ts';
import type { TokenContent, User } from '../world.ts';
import { lifetimeOf } from './lifetime.ts';
import { rightsOf } from './rights.ts';

/**
 * `GET /users/{name}/token`. From 3.9 on the lifetime is read first, then user and grantor are
 * looked for, then the right is asked for; before that the lifetime comes last. Until v4 `roles`
 * makes the server stumble, whatever its value (docs/registries/drp.md §8).
 */
export function userToken(call: Call): Reply {
  const { drp, request, params, caller } = call;
  const key = params['name'] ?? '';
  const readLifetime = (): number => lifetimeOf(drp, request.query.get('ttl') ?? '', key);
  const early = since(drp, '3.9') ? readLifetime() : undefined;
  const target = find(call, users, key) as User | undefined;
  const grantor = drp.world.users.get(caller.user);
  if (grantor === undefined && since(drp, '3.9')) throw panic();
  if (target === undefined || grantor === undefined) throw notFound('GET', 'users', key);
  if (since(drp, '3.9') && !since(drp, '4.0') && request.query.has('roles')) throw panic();
  demand(call, 'users', 'token', nameOf(target));
  const now = Math.floor(drp.world.clock.now() / 1000);
  const token = seal(call, {
    ...rightsOf(call, target),
    ...secretsOf(call, target, grantor),
    user: nameOf(target),
    grantor: nameOf(grantor),
    issuedAt: now,
    expiresAt: now + (early ?? readLifetime()),
    key: drp.world.prefs.get('baseTokenSecret') ?? '',
  });
  return reply(200, { Token: token, Info: infoOf(drp) });
}

/** Before 3.13 they are swapped: a token for another user is dead from the start. */
const secretsOf = (
  { drp }: Call,
  target: User,
  grantor: User,
): Pick<TokenContent, 'userSecret' | 'grantorSecret'> =>
  since(drp, '3.13')
    ? { userSecret: target.secret, grantorSecret: grantor.secret }
    : { userSecret: grantor.secret, grantorSecret: target.secret };

/** Keeps the content and gives the text that stands for it: without any dot, or as a JWT. */
function seal({ drp }: Call, content: TokenContent): string {
  const { world, settings } = drp;
  const opaque = Buffer.from(world.random.hex(2 * 640), 'hex').toString('base64url');
  const token =
    settings.tokenFormat === 'opaque' ? `${opaque}==` : jwt(content, opaque.slice(0, 43));
  world.tokens.set(token, content);
  return token;
}

function jwt(
  { user, issuedAt, expiresAt, roles, claims }: TokenContent,
  signature: string,
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = {
    jti: user,
    iss: 'digitalrebar provision',
    iat: issuedAt,
    exp: expiresAt,
    DrpRoles: roles,
    drp_claims: claims,
  };
  return [part({ alg: 'HS256', typ: 'JWT' }), part(payload), signature].join('.');
}
