import type { Quay } from './context.ts';
import { crashed, tooManyLogins } from './errors.ts';
import { ssoComplaint } from './gate.ts';
import { fullName } from './model.ts';
import type { Robot, Scope } from './model.ts';
import { readBasic } from './basic.ts';
import type { BasicCredentials } from './basic.ts';
import { isJwt, verifyOwnToken } from './registryToken.ts';
import type { TokenSubject } from './registryToken.ts';

/** Who logged in; `scopes` cap what an OAuth token may do. */
export interface V2Login extends TokenSubject {
  readonly scopes?: ReadonlySet<Scope>;
  /** In whose logs the login stands, and how. */
  readonly namespace: string;
  readonly audit: Readonly<Record<string, string>>;
}

/** The message of a refused login. */
export interface V2Failure {
  readonly failure: string;
}

const ANONYMOUS: V2Login = {
  kind: 'anonymous',
  name: '(anonymous)',
  reference: '(anonymous)',
  namespace: '',
  audit: {},
};
/** `LAST_ACCESSED_UPDATE_THRESHOLD_S`. */
const LAST_ACCESSED_THRESHOLD_MS = 60_000;

/** Resolves an `Authorization` header of `/v2/auth`; without one, nobody logs in. */
export async function v2Login(
  quay: Quay,
  header: string | undefined,
): Promise<V2Login | V2Failure> {
  if (header === undefined || header === '') {
    return ANONYMOUS;
  }
  const credentials = readBasic(header);
  if ('complaint' in credentials) {
    return { failure: 'Specified credentials are invalid' };
  }
  switch (credentials.username) {
    case '$oauthtoken':
      return oauthLogin(quay, credentials.password);
    case '$app':
      return quay.settings.appSpecificTokens
        ? appLogin(quay, credentials.password)
        : userLogin(quay, credentials);
    case '$token':
      return { failure: 'Invalid access token' };
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
  const { settings, world } = quay;
  if (settings.robotsDisallow && !settings.robotsWhitelist.includes(username)) {
    return {
      failure: 'Robot account have been disabled. Please contact your administrator.',
    };
  }
  const robot = world.robots.get(username);
  if (robot === undefined) {
    return { failure: 'Could not find robot with specified username' };
  }
  if (world.organizations.get(robot.namespace)?.enabled === false) {
    return { failure: `Robot ${username} owner ${robot.namespace} is disabled` };
  }
  if (isJwt(password)) {
    const verified = await verifyOwnToken(quay, password);
    // Quay does not catch what its check of tokens throws (docs/registries/quay.md §1.3).
    if ('complaint' in verified) {
      throw crashed();
    }
    if (verified.claims.sub !== username) {
      return { failure: 'Token does not match robot' };
    }
  } else if (robot.token !== password) {
    return {
      failure: `Could not find robot with username: ${username} and supplied password.`,
    };
  }
  touch(quay, robot);
  const name = fullName(robot);
  return {
    kind: 'robot',
    name,
    reference: name,
    namespace: robot.namespace,
    audit: { kind: 'robot', robot: name },
  };
}

function userLogin(quay: Quay, { username, password }: BasicCredentials): V2Login | V2Failure {
  const user = quay.world.users.get(username);
  const verdict = user === undefined ? 'wrong' : quay.passwords.check(user, password);
  if (verdict === 'throttled') {
    throw tooManyLogins();
  }
  return user === undefined || verdict === 'wrong'
    ? { failure: 'Invalid Username or Password' }
    : {
        kind: 'user',
        name: username,
        reference: user.uuid,
        namespace: username,
        audit: { kind: 'user' },
      };
}

function appLogin(quay: Quay, code: string): V2Login | V2Failure {
  const token = [...quay.world.appTokens.values()].find((candidate) => candidate.code === code);
  const now = quay.clock.now();
  if (token === undefined || (token.expiration !== null && token.expiration <= now)) {
    return { failure: 'Invalid token' };
  }
  touch(quay, token);
  return {
    kind: 'appspecifictoken',
    name: token.owner,
    reference: token.uuid,
    namespace: token.owner,
    audit: { kind: 'app_specific_token', app_specific_token_title: token.title },
  };
}

function oauthLogin(quay: Quay, secret: string): V2Login | V2Failure {
  if (isJwt(secret)) {
    return { failure: ssoComplaint(secret) };
  }
  const token = quay.world.apiTokens.get(secret);
  if (token === undefined) {
    return { failure: 'OAuth access token could not be validated' };
  }
  if (token.expiresAt <= quay.clock.now()) {
    return { failure: 'OAuth access token has expired' };
  }
  touch(quay, token);
  return {
    kind: 'oauth',
    name: token.user,
    reference: token.uuid,
    scopes: token.scopes,
    namespace: token.user,
    audit: {},
  };
}

/** Notes the use, at most once a minute, unless the feature is off (docs/registries/quay.md §3). */
function touch(quay: Quay, used: Pick<Robot, 'lastAccessed'>): void {
  const now = quay.clock.now();
  const isDue = now - (used.lastAccessed ?? -Infinity) >= LAST_ACCESSED_THRESHOLD_MS;
  if (quay.settings.userLastAccessed && isDue) {
    used.lastAccessed = now;
  }
}
