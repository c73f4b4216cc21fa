import { t } from '../../../core/l10n.ts';
import { decodeJwt } from '../../../jwt/decode.ts';
import { member } from '../../../jwt/decoded.ts';
import type { Remark } from '../../contract/form.ts';
import type { Issuer } from '../wire/federation.ts';

/** Algorithms that Quay verifies at the exchange (docs/registries/quay.md §2.3). */
const algorithms: readonly unknown[] = ['RS256', 'RS384'];

/**
 * Judges the token of an outside identity before it is sent: what the server would refuse is told
 * here with its reason, which the server keeps to itself or answers with a bare 500.
 */
export function checkIdentity(token: string, trusted: readonly Issuer[], now: number): Remark {
  const jwt = decodeJwt(token);
  if (jwt.kind !== 'jwt') {
    return error(t('This is no OIDC token: those are JWTs of three parts with dots between them.'));
  }
  const [header, claims] = [jwt.header.values, jwt.claims.values];
  const [issuer, subject] = [member(claims, 'iss'), member(claims, 'sub')];
  const expiresAt = jwt.times.expires;
  if (typeof issuer !== 'string' || typeof subject !== 'string') {
    return error(t('The token does not tell its issuer and subject (“iss” and “sub”).'));
  }
  const ofIssuer = trusted.filter((entry) => entry.issuer === issuer);
  if (ofIssuer.length === 0) {
    return error(t('The robot does not trust the token’s issuer, {0}.', issuer));
  }
  if (!ofIssuer.some((entry) => entry.subject === subject)) {
    return error(t('The robot trusts the issuer, but not the token’s subject, {0}.', subject));
  }
  if (expiresAt === undefined) return error(t('Quay takes no token without an end (“exp”).'));
  if (expiresAt <= now) return error(t('The token has expired: get a fresh one.'));
  if (!algorithms.includes(header['alg']) || typeof header['kid'] !== 'string') {
    return error(t('Quay takes only tokens signed with RS256 or RS384 by a named key (“kid”).'));
  }
  if (issuer.startsWith('http:')) {
    const message = t('Quay usually refuses an issuer whose address is http:// and not https://.');
    return { severity: 'warning', message };
  }
  const message = t('Issuer and subject match. Mind that Quay does not check the audience.');
  return { severity: 'info', message };
}

const error = (message: string): Remark => ({ severity: 'error', message });
