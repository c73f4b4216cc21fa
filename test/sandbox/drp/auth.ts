import { Buffer } from 'node:buffer';
import type { SandboxRequest } from '../http/message.ts';
import { matches } from './claims.ts';
import type { Call, Drp } from './context.ts';
import { noCredentials, requires, revoked, unknownToken, wrongPassword } from './errors.ts';
import type { Claim, TokenContent, World } from './world.ts';

/** Who calls, and what each role or the token's own claims allow; the lists are never added up. */
export interface Caller {
  readonly user: string;
  readonly lists: readonly (readonly Claim[])[];
}

/** What every token based on roles may do besides (docs/registries/drp.md §2.3). */
export const selfClaims = (user: string): readonly Claim[] => [
  { scope: 'users', action: 'token,password,get', specific: user },
  { scope: 'info', action: 'get', specific: '' },
];

/** Who sends a request (docs/registries/drp.md §1, §4, §5). */
export function authenticate(drp: Drp, request: SandboxRequest): Caller {
  const [, scheme, value = ''] =
    /^(Basic|Bearer) (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (scheme === 'Basic') return basic(drp, value);
  if (scheme === 'Bearer') return bearer(drp, value);
  throw noCredentials();
}

function basic(drp: Drp, value: string): Caller {
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw noCredentials();
  const user = drp.world.users.get(text.slice(0, colon));
  if (user?.password !== text.slice(colon + 1)) throw wrongPassword();
  if (drp.settings.mode === 'v35') {
    return { user: user.name, lists: [[{ scope: '*', action: '*', specific: '*' }]] };
  }
  return { user: user.name, lists: lists(drp.world, user.roles, selfClaims(user.name)) };
}

function bearer(drp: Drp, value: string): Caller {
  const { world } = drp;
  const token = world.tokens.get(value);
  if (token === undefined || token.expiresAt <= world.clock.now()) throw unknownToken();
  if (!isStillValid(world, token)) throw revoked();
  return { user: token.user, lists: lists(world, token.roles, token.claims) };
}

/** A user who was deleted has no secret to compare with, so the token goes on working. */
function isStillValid(world: World, token: TokenContent): boolean {
  const same = (name: string, secret: string): boolean => {
    const current = world.users.get(name)?.secret ?? '';
    return current === '' || secret === '' || current === secret;
  };
  return same(token.user, token.userSecret) && same(token.grantor, token.grantorSecret);
}

const lists = (
  world: World,
  roles: readonly string[],
  claims: readonly Claim[],
): (readonly Claim[])[] => [...roles.map((name) => world.roles.get(name)?.claims ?? []), claims];

/** Whether the caller may do something. */
export const may = ({ caller }: Call, scope: string, action: string, specific: string): boolean =>
  matches(caller.lists, scope, action, specific);

/** Refuses a caller who may not. */
export function demand(call: Call, scope: string, action: string, specific: string): void {
  if (!may(call, scope, action, specific)) {
    throw requires(decodeURIComponent(call.request.path), scope, action, specific);
  }
}
