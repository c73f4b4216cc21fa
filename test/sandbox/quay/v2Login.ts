import { parseBasic } from './basic.ts';
import type { BasicCredentials } from './basic.ts';
import type { Quay } from './context.ts';
import { fullName } from './model.ts';
import type { Robot, Scope } from './model.ts';
import { looksLikeJwt, verifyPasswordToken } from './registryToken.ts';
import type { TokenSubject } from './registryToken.ts';

/** Who logged in; `scopes` cap what an OAuth token may do. */
export interface V2Login extends TokenSubject {
  readonly scopes?: ReadonlySet<Scope>;
}

/** The message of a refused login. */
export interface V2Failure {
  readonly failure: string;
}

const ANONYMOUS: V2Login = { kind: 'anonymous', name: '(anonymous)', reference: '(anonymous)' };
/** `LAST_ACCESSED_UPDATE_THRESHOLD_S`. */
const LAST_ACCESSED_THRESHOLD_MS = 60_000;

/** Resolves an `Authorization` header of `/v2/auth`; without one, nobody logs in. */
export async function v2Login(
  quay: Quay,
  header: string | undefined,
): Promise<V2Login | V2Failure> {
  if (header === undefined) {
    return ANONYMOUS;
  }
  const credentials = parseBasic(header);
  if (credentials === undefined) {
    return { failure: 'Specified credentials are invalid' };
  }
  switch (credentials.username) {
    case '$oauthtoken':
      return oauthLogin(quay, credentials.password);
    case '$app':
      return appLogin(quay, credentials.password);
    case '$token':
      return { failure: 'Invalid token' };
    default:
      return credentials.username.includes('+')
        ? robotLogin(quay, credentials)
        : userLogin(quay, credentials);
  }
}

async function robotLogin(
  quay: Quay,
  { username, password }: BasicCredentials,
): Promise<V2Login | V2Failure> {
  const { settings, world, clock } = quay;
  const robot = world.robots.get(username);
  if (robot === undefined) {
    return { failure: 'Could not find robot with specified username' };
  }
  if (settings.robotsDisallow && !settings.robotsWhitelist.includes(username)) {
    return {
      failure: 'Robot account have been disabled. Please contact your administrator.',
    };
  }
  if (looksLikeJwt(password)) {
    const claims = await verifyPasswordToken(quay.keys, password, clock.now());
    if (claims.sub !== username) {
      return { failure: 'Token does not match robot' };
    }
  } else if (robot.token !== password) {
    return {
      failure: `Could not find robot with username: ${username} and supplied password.`,
    };
  }
  if (world.organizations.get(robot.namespace)?.enabled === false) {
    return { failure: `Robot ${username} owner ${robot.namespace} is disabled` };
  }
  touch(quay, robot);
  return { kind: 'robot', name: fullName(robot), reference: fullName(robot) };
}

function userLogin(quay: Quay, { username, password }: BasicCredentials): V2Login | V2Failure {
  const user = quay.world.users.get(username);
  return user?.password !== password
    ? { failure: 'Invalid Username or Password' }
    : { kind: 'user', name: username, reference: username };
}

function appLogin(quay: Quay, code: string): V2Login | V2Failure {
  const token = [...quay.world.appTokens.values()].find((candidate) => candidate.code === code);
  const now = quay.clock.now();
  if (token === undefined || (token.expiration !== null && token.expiration <= now)) {
    return { failure: 'Invalid token' };
  }
  touch(quay, token);
  return { kind: 'appspecifictoken', name: token.owner, reference: token.uuid };
}

function oauthLogin(quay: Quay, secret: string): V2Login | V2Failure {
  const token = quay.world.apiTokens.get(secret);
  if (token === undefined) {
    return { failure: 'OAuth access token could not be validated' };
  }
  if (token.expiresAt <= quay.clock.now()) {
    return { failure: 'OAuth access token has expired' };
  }
  touch(quay, token);
  return { kind: 'oauth', name: token.user, reference: token.uuid, scopes: token.scopes };
}

/** Notes the use, at most once a minute, unless the feature is off (docs/registries/quay.md §3). */
function touch(quay: Quay, used: Pick<Robot, 'lastAccessed'>): void {
  const now = quay.clock.now();
  const isDue = now - (used.lastAccessed ?? -Infinity) >= LAST_ACCESSED_THRESHOLD_MS;
  if (quay.settings.userLastAccessed && isDue) {
    used.lastAccessed = now;
  }
}
