import type { SandboxRequest } from '../http/message.ts';
import type { Drp } from './context.ts';
import { since } from './context.ts';
import { forbidden, noCredentials, revoked, unknownToken } from './errors.ts';
import type { Claim, TokenContent } from './world.ts';

/** Who calls, and what the token or the sign-in carries. */
export interface Caller {
  readonly user: string;
  /** Claims of its own, and the roles of the user when it was made. */
  readonly claims: readonly Claim[];
  readonly roles: readonly string[];
  /** Nothing that could be compared where a password was sent. */
  readonly secrets?: Pick<TokenContent, 'userSecret' | 'grantor' | 'grantorSecret'>;
}

/** What every token based on roles may do besides (docs/registries/drp.md §2.3). */
export const selfClaims = (user: string): readonly Claim[] => [
  { scope: 'users', action: 'token,password,get', specific: user },
  { scope: 'info', action: 'get', specific: '' },
];

/** Everything: what a password gives before there were roles. */
export const ALL: Claim = { scope: '*', action: '*', specific: '*' };

/** Who sends a request (docs/registries/drp.md §1, §4, §5). */
export function authenticate(drp: Drp, request: SandboxRequest): Caller {
  const [, scheme, value = ''] = /^(Basic|Bearer) (.*)$/s.exec(credentialsOf(request)) ?? [];
  if (scheme === 'Basic') return basic(drp, value);
  if (scheme === 'Bearer') return bearer(drp, value);
  throw noCredentials();
}

function credentialsOf({ headers, query }: SandboxRequest): string {
  const header = headers.authorization?.trim() ?? '';
  const token = query.get('token') ?? '';
  if (header !== '' || token === '') return header;
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
}

function basic(drp: Drp, value: string): Caller {
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(value)) throw noCredentials();
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw noCredentials();
  const name = text.slice(0, colon);
  const user = drp.world.users.get(name);
  if (user?.accepts(text.slice(colon + 1)) !== true) throw forbidden();
  return since(drp, '3.9')
    ? { user: name, claims: selfClaims(name), roles: user.roles }
    : { user: name, claims: [ALL], roles: [] };
}

function bearer(drp: Drp, value: string): Caller {
  const { world } = drp;
  const token = world.tokens.get(value);
  const now = Math.floor(world.clock.now() / 1000);
  if (token?.key !== world.prefs.get('baseTokenSecret')) throw unknownToken();
  if (token === undefined || token.expiresAt < now || token.issuedAt > now) throw unknownToken();
  const { user, claims, roles, userSecret, grantor, grantorSecret } = token;
  const caller: Caller = { user, claims, roles, secrets: { userSecret, grantor, grantorSecret } };
  // Before 3.9 the secrets are compared where a right is asked for, and nowhere else.
  if (since(drp, '3.9') && !isStillValid(drp, caller)) throw revoked();
  return caller;
}

/**
 * Whether nobody changed the secrets that a token carries. A user who was deleted has none to
 * compare with, so the token goes on working.
 */
export function isStillValid(drp: Drp, { user, secrets }: Caller): boolean {
  if (secrets === undefined) return true;
  const same = (name: string, secret: string): boolean => {
    const current = drp.world.users.get(name)?.secret ?? '';
    return current === '' || secret === '' || current === secret;
  };
  // Before 3.9 the grantor's secret is looked up under the user's name.
  const grantor = since(drp, '3.9') ? secrets.grantor : user;
  return same(user, secrets.userSecret) && same(grantor, secrets.grantorSecret);
}
