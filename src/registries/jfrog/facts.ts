import { RegistryError } from '../../core/errors.ts';
import type { Connection } from '../connection.ts';
import type { PlatformClient } from './client/platform-client.ts';
import type { TokensClient } from './client/tokens-client.ts';
import { instanceOf, userNameOf } from './subject.ts';
import { has, needsVersion, type Version } from './version.ts';
import { claimOf } from './wire/created.ts';
import type { TokenItem } from './wire/token.ts';

/** What one sign-in knows of its platform, and the platform of it. */
export interface Facts {
  /** `undefined` when the server does not tell: a new one is assumed. */
  readonly version: Version | undefined;
  /** Whom the sign-in acts as, in lower case; `''` when nobody tells. */
  readonly userName: string;
  /** Id of the token that signed this account in; `undefined` when nobody tells. */
  readonly signInId: string | undefined;
  /** What the server tells of that token, when it is new enough. */
  readonly signIn: TokenItem | undefined;
  /** `jfac@…`; `''` when nobody tells. */
  readonly instance: string;
  /** Root certificate in DER: only admins may read it, so it also tells who is one. */
  readonly certificate: Buffer | undefined;
  readonly isAdmin: boolean;
}

/** Asks three questions side by side. Rejects with `sign-in-expired` for a token that is refused. */
export async function askFacts(
  connection: Connection,
  tokens: TokensClient,
  platform: PlatformClient,
  signal: AbortSignal,
): Promise<Facts> {
  const { token } = await connection.signIn();
  // First alone: a token that is refused is sent once, not three times (contract §1.2).
  const me = await askMe(tokens, signal);
  const [version, certificate] = await Promise.all([
    platform.version(signal),
    platform.rootCertificate(signal),
  ]);
  const claimed = (name: string) => (token === undefined ? '' : claimOf(token, name));
  const subject = me?.subject ?? claimed('sub');
  const issuer = me === undefined || me.issuer === '' ? claimed('iss') : me.issuer;
  return {
    version,
    userName: userNameOf(subject).toLowerCase(),
    signInId: me?.id ?? (claimed('jti') || undefined),
    signIn: me,
    instance: instanceOf(issuer),
    certificate,
    // Before 7.12 nobody can read the certificate; the token's own scope has to do.
    isAdmin: certificate !== undefined || claimed('scp').includes('applied-permissions/admin'),
  };
}

/** An older server takes `me` for an id and does not find it: no sign of a bad token (§2.4). */
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
