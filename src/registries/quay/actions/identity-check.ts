import { t } from '../../../core/l10n.ts';
import { decodeJwt } from '../../../jwt/decode.ts';
import { member, type TokenObject } from '../../../jwt/decoded.ts';
import type { Remark } from '../../contract/form.ts';
import { whyNot } from '../keyless/why-not.ts';
import { audiencesOf, type FederationEntry } from '../wire/federation.ts';

/** Algorithms that Quay verifies at the exchange (docs/registries/quay.md §2.3). */
const algorithms: readonly unknown[] = ['RS256', 'RS384'];
/** Seconds by which Quay lets clocks differ (docs/registries/quay.md §8.1). */
const leeway = 30;

/**
 * Judges the token of an outside identity before it is sent, claim by claim: all that the server
 * would refuse is told here with its reason, which the server keeps to itself or answers with a
 * bare 500.
 */
export function checkIdentity(
  token: string,
  trusted: readonly FederationEntry[],
  now: number,
): Remark {
  const jwt = decodeJwt(token);
  if (jwt.kind !== 'jwt') {
    return error(
      t('This is not an OIDC token: those are JWTs of three parts with dots between them.'),
    );
  }
  const claims = jwt.claims.values;
  const [issuer, subject] = [member(claims, 'iss'), member(claims, 'sub')];
  if (typeof issuer !== 'string' || typeof subject !== 'string') {
    return error(t('The token does not name its issuer and subject (“iss” and “sub”).'));
  }
  const audiences = audiencesOf(trusted, issuer);
  const faults = [
    identityFault(trusted, issuer, subject),
    audienceFault(audiences, member(claims, 'aud')),
    timesFault(member(claims, 'iat'), jwt.times.expires, now),
    keyFault(jwt.header.values),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) return error(faults.join(' '));
  if (issuer.startsWith('http:')) {
    const message = t('Quay usually refuses an issuer whose address is http:// and not https://.');
    return { severity: 'warning', message };
  }
  const message =
    audiences === undefined
      ? t('Issuer and subject match. Mind that Quay does not check the audience.')
      : t('Issuer, subject and audience match.');
  return { severity: 'info', message };
}

function identityFault(
  trusted: readonly FederationEntry[],
  issuer: string,
  subject: string,
): string | undefined {
  const ofIssuer = trusted.filter((entry) => entry.issuer === issuer);
  if (ofIssuer.length === 0) {
    const known = trusted.map((entry) => entry.issuer);
    return because(t('The robot does not trust the token’s issuer, {0}.', issuer), known, issuer);
  }
  if (ofIssuer.some((entry) => entry.subject === subject)) return undefined;
  return because(
    t('The robot trusts the issuer, but not the token’s subject, {0}.', subject),
    ofIssuer.map((entry) => entry.subject),
    subject,
  );
}

/** With the reason, where one that is trusted is nearly the same. */
function because(sentence: string, trusted: readonly string[], told: string): string {
  const reason = whyNot(trusted, told);
  return reason === undefined ? sentence : `${sentence} ${reason}`;
}

function audienceFault(wanted: readonly unknown[] | undefined, told: unknown): string | undefined {
  if (wanted === undefined) return undefined;
  const audience: readonly unknown[] = Array.isArray(told) ? told : [told];
  return audience.some((one) => wanted.includes(one))
    ? undefined
    : t('Its audience (“aud”) is not one that the robot asks for: {0}.', wanted.join(', '));
}

function timesFault(
  issuedAt: unknown,
  expiresAt: number | undefined,
  now: number,
): string | undefined {
  if (expiresAt === undefined) return t('Quay accepts no token without an end (“exp”).');
  if (expiresAt <= now) return t('The token has expired: get a fresh one.');
  if (typeof issuedAt !== 'number') return t('Quay accepts no token without its time (“iat”).');
  return issuedAt * 1000 > now + leeway * 1000
    ? t('It was issued in the future (“iat”) by the clock of this machine.')
    : undefined;
}

const keyFault = (header: TokenObject['values']): string | undefined =>
  algorithms.includes(member(header, 'alg')) && typeof member(header, 'kid') === 'string'
    ? undefined
    : t('Quay accepts only tokens signed with RS256 or RS384 by a named key (“kid”).');

const error = (message: string): Remark => ({ severity: 'error', message });
