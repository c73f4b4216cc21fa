import type { SandboxRequest } from '../http/message.ts';
import { parseBasic } from '../quay/basic.ts';
import { encrypted } from './encrypted-password.ts';
import type { Jfrog } from './context.ts';
import { accessError, artifactoryError } from './errors.ts';
import type { JfrogToken } from './model.ts';

/** Who calls `/access`. */
export interface Caller {
  readonly username: string;
  readonly isAdmin: boolean;
  /** Absent for user and password. */
  readonly token?: JfrogToken;
}

/** Why a token does not count; the words are the server's (docs/registries/jfrog.md §2.0). */
export type TokenFault = 'expired' | 'signature' | 'revoked' | 'audience' | 'parse';

/** The token behind a bearer text, or why it is none. */
export function findToken(jfrog: Jfrog, text: string): JfrogToken | TokenFault {
  const { world, key } = jfrog;
  const reference = world.byReference.get(text);
  if (reference !== undefined) return judge(jfrog, reference);
  if (!text.startsWith('eyJ')) return 'parse';
  const claims = key.verify(text);
  if (claims === undefined) return 'signature';
  const token = world.tokens.get(claims.jti);
  return token === undefined ? 'parse' : judge(jfrog, token);
}

function judge({ world }: Jfrog, token: JfrogToken): JfrogToken | TokenFault {
  if (world.isExpired(token)) return 'expired';
  return token.isRevoked ? 'revoked' : token;
}

/** The caller of an Access route: a bearer, and nothing else (docs/registries/jfrog.md §1.1). */
export function caller(jfrog: Jfrog, request: SandboxRequest, anyAudience = false): Caller {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer === undefined) throw accessError(401);
  const token = findToken(jfrog, bearer);
  if (token === 'revoked') throw accessError(401, 'Invalid token');
  if (typeof token === 'string') throw accessError(401, `Invalid token, ${token}`);
  if (!anyAudience && !/(^| )(\*|jfac)@/.test(token.audience)) {
    throw accessError(401, 'Invalid token, audience');
  }
  token.lastUsed = jfrog.world.seconds;
  return callerOf(jfrog, token);
}

/**
 * What a token may; the scopes of the legacy API say it in words of their own
 * (docs/registries/jfrog.md §2.8).
 */
export function callerOf({ world }: Jfrog, token: JfrogToken): Caller {
  const has = (...scopes: readonly string[]) =>
    token.scope.split(' ').some((scope) => scopes.includes(scope));
  const isAdmin =
    has('applied-permissions/admin', `${world.artifactoryId}:admin`) ||
    (has('applied-permissions/user', 'member-of-groups:*') &&
      world.users.get(token.username)?.isAdmin === true);
  return { username: token.username, isAdmin, token };
}

export function admin(jfrog: Jfrog, request: SandboxRequest): Caller {
  const who = caller(jfrog, request);
  if (!who.isAdmin) throw accessError(403);
  return who;
}

/** User and password at the one route that may take them (docs/registries/jfrog.md §1.1). */
export function passwordCaller(jfrog: Jfrog, request: SandboxRequest): Caller | undefined {
  const basic = parseBasic(request.headers.authorization);
  if (basic === undefined) return undefined;
  const user = jfrog.world.users.get(basic.username.toLowerCase());
  if (user?.password !== basic.password || user.status !== 'enabled') throw accessError(401);
  if (!jfrog.settings.tokenGenerationByApi || user.realm !== 'internal') {
    throw accessError(401, 'Unsupported authentication method Basic');
  }
  return { username: user.name, isAdmin: user.isAdmin };
}

/**
 * The caller of an Artifactory route: a bearer, or Basic with a password or a token
 * (docs/registries/jfrog.md §1.1). A token that is made for other services alone does not count.
 */
export function artifactoryCaller(jfrog: Jfrog, authorization: string | undefined): Caller {
  const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  const basic = parseBasic(authorization);
  const secret = bearer ?? basic?.password;
  if (secret === undefined) throw artifactoryError(401, 'Authentication is required');
  const user = jfrog.world.users.get(basic?.username.toLowerCase() ?? '');
  const isPassword =
    user !== undefined && [user.password, encrypted(user.password)].includes(secret);
  if (basic !== undefined && isPassword && user.status === 'enabled') {
    return { username: user.name, isAdmin: user.isAdmin };
  }
  const token = findToken(jfrog, secret);
  if (token === 'parse') throw artifactoryError(401, 'Bad credentials');
  if (typeof token === 'string') throw verification(token);
  if (!/(^| )(\*|jfrt)@/.test(token.audience)) throw verification('audience');
  if (basic !== undefined && basic.username.toLowerCase() !== token.username) {
    throw artifactoryError(401, 'Wrong username was used');
  }
  return callerOf(jfrog, token);
}

const verification = (fault: TokenFault) =>
  artifactoryError(401, `Token failed verification: ${fault}`);

/** As `artifactoryCaller`, for admins. */
export function artifactoryAdmin(jfrog: Jfrog, authorization: string | undefined): Caller {
  const who = artifactoryCaller(jfrog, authorization);
  if (!who.isAdmin) throw artifactoryError(403, 'Forbidden');
  return who;
}
