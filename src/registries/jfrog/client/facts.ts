import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Authorization } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import { instanceOf, userNameOf } from '../actions/subject.ts';
import { authorizationOf, looksLegacy, opensAccess } from '../connect/authorization.ts';
import { claimOf } from '../wire/created.ts';
import type { TokenItem } from '../wire/token.ts';
import { isAdministrator } from './administrator.ts';
import type { PlatformClient } from './platform-client.ts';
import type { TokensClient } from './tokens-client.ts';
import { has, isLegacy, needsVersion, type Version } from './version.ts';

/** What one sign-in knows of its platform, and the platform of it. */
export interface Facts {
  /** `undefined` when the server does not tell: a new one is assumed. */
  readonly version: Version | undefined;
  /**
   * Which of the two token APIs serves the account: `scoped` from 7.21.1 on; `legacy` is what there
   * was before.
   */
  readonly generation: 'scoped' | 'legacy';
  /** Whom the sign-in acts as, in lower case; `''` when nobody tells. */
  readonly userName: string;
  /** Id of the token that signed this account in; `undefined` when nobody tells. */
  readonly signInId: string | undefined;
  /** What the server tells of that token, when it is new enough. */
  readonly signIn: TokenItem | undefined;
  /** `jfac@…`; `''` when nobody tells, and before 7.21.1, where issuers have several forms. */
  readonly instance: string;
  /** Root certificate in DER; `undefined` where the sign-in may not read it. */
  readonly certificate: Buffer | undefined;
  /** Concluded from what only an administrator may do. */
  readonly isAdmin: boolean;
  /** `jfrt@…`, asked before 7.21.1, where the scope of admins names it. */
  readonly serviceId?: string;
}

/**
 * Asks whom the sign-in belongs to and what the platform is. Rejects with `sign-in-expired` for one
 * that is refused, which is sent once then (docs/registries/jfrog.md §1.2).
 */
export async function askFacts(
  connection: Connection,
  tokens: TokensClient,
  platform: PlatformClient,
  signal: AbortSignal,
): Promise<Facts> {
  const authorization = await authorizationOf(connection);
  if (authorization !== undefined && looksLegacy(authorization)) {
    const version = await platform.signedInVersion(signal);
    if (isLegacy(version)) return legacyFacts(authorization, platform, version, signal);
    if (!opensAccess(authorization)) throw outgrown(authorization, version);
  }
  const token = authorization?.scheme === 'bearer' ? authorization.token : undefined;
  // First alone: a token that is refused is sent once, not three times.
  const me = await askMe(tokens, signal);
  const claimed = (name: string) => (token === undefined ? '' : claimOf(token, name));
  const scope = claimed('scp') || me?.scope;
  const [version, certificate, isAdmin] = await Promise.all([
    platform.version(signal),
    platform.rootCertificate(signal),
    authorization !== undefined && isAdministrator(platform, authorization, scope, signal),
  ]);
  if (me === undefined && authorization !== undefined && isLegacy(version)) {
    return legacyFacts(authorization, platform, version, signal, certificate);
  }
  const subject = me?.subject ?? claimed('sub');
  const issuer = me === undefined || me.issuer === '' ? claimed('iss') : me.issuer;
  return {
    version,
    generation: 'scoped',
    userName: userNameOf(subject).toLowerCase(),
    signInId: me?.id ?? (claimed('jti') || undefined),
    signIn: me,
    instance: instanceOf(issuer),
    certificate,
    isAdmin,
  };
}

/** What can be known before 7.21.1: nobody tells who one is, and Artifactory who is an admin. */
async function legacyFacts(
  authorization: Authorization,
  platform: PlatformClient,
  version: Version | undefined,
  signal: AbortSignal,
  certificate?: Buffer,
): Promise<Facts> {
  const serviceId = await platform.serviceId(authorization, signal);
  const claimed = (name: string) =>
    authorization.scheme === 'bearer' ? claimOf(authorization.token, name) : '';
  const userName =
    authorization.scheme === 'basic' ? authorization.user : userNameOf(claimed('sub'));
  return {
    version,
    generation: 'legacy',
    userName: userName.toLowerCase(),
    signInId: claimed('jti') || undefined,
    signIn: undefined,
    instance: '',
    certificate,
    isAdmin: serviceId !== undefined,
    ...(serviceId === undefined ? {} : { serviceId }),
  };
}

/** A sign-in from before the platform had its present token API. */
function outgrown(authorization: Authorization, version: Version | undefined): RegistryError {
  const name = version === undefined ? 'JFrog' : `JFrog ${version.join('.')}`;
  return new RegistryError(
    'not-authorized',
    authorization.scheme === 'basic'
      ? t('The server is now {0}, which accepts no password here. Sign in with a token.', name)
      : t(
          'This token works for Artifactory alone: to manage tokens, {0} needs one with the audience “jfac@*” or “*@*”.',
          name,
        ),
  );
}

/**
 * An older server takes `me` for an id and does not find it: no sign of a bad token
 * (docs/registries/jfrog.md §2.4).
 */
async function askMe(tokens: TokensClient, signal: AbortSignal): Promise<TokenItem | undefined> {
  try {
    return await tokens.me(signal);
  } catch (error) {
    // Before 7.21 there is no such route at all; a page of another status is no JFrog's.
    const isOld = error instanceof RegistryError && [403, 404, 405].includes(error.status ?? 0);
    if (isOld) return undefined;
    throw error;
  }
}

/** Whether a token was issued by the account's own platform; an unknown issuer counts as own. */
export const isOwn = (facts: Facts, issuer: string): boolean =>
  facts.instance === '' || issuer === '' || instanceOf(issuer) === facts.instance;

/** Whether a token is the one that signed the account in. */
export const isSignIn = (facts: Facts, id: string): boolean =>
  facts.signInId !== undefined && facts.signInId === id;

export const hasFeature = (facts: Facts, feature: Parameters<typeof has>[1]): boolean =>
  has(facts.version, feature);

/** Rejects with `unsupported`, telling both versions, where the server is too old. */
export function mustHave(facts: Facts, feature: Parameters<typeof has>[1]): void {
  if (hasFeature(facts, feature)) return;
  throw new RegistryError('unsupported', needsVersion(facts.version, feature), { repair: null });
}
