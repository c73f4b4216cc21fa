import { t } from '../core/l10n.ts';
import type { Values } from '../core/values.ts';

/** What sort of token a JWT is by its `typ` or its claims, in a few words; `undefined` for any. */
export function tokenType(header: Values, claims: Values): string | undefined {
  const typ = header['typ'];
  switch (typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '') {
    case 'at+jwt':
      return t('access token (RFC 9068)');
    case 'logout+jwt':
      return t('logout token');
    case 'dpop+jwt':
      return t('proof of possession (DPoP)');
    case 'secevent+jwt':
      return t('security event');
    case 'oauth-authz-req+jwt':
      return t('authorization request');
    case 'client-authentication+jwt':
      return t('client assertion');
    case 'token-introspection+jwt':
      return t('introspection response');
    case 'vc+sd-jwt':
    case 'dc+sd-jwt':
      return t('digital credential');
    case 'kb+jwt':
      return t('key binding of a disclosed credential');
    default:
      return typeByClaims(claims);
  }
}

function typeByClaims(claims: Values): string | undefined {
  const has = (...names: readonly string[]): boolean =>
    names.every((name) => Object.hasOwn(claims, name));
  if (has('events') && Object.hasOwn(Object(claims['events']) as object, logoutEvent)) {
    return t('logout token');
  }
  if (has('htm', 'htu')) return t('proof of possession (DPoP)');
  if (has('sub') && (has('nonce') || has('at_hash') || has('c_hash'))) return t('ID token');
  // RFC 7523 §3: a client that signs in names itself twice, and the server.
  if (has('iss', 'aud', 'exp', 'jti') && claims['iss'] === claims['sub']) {
    return t('client assertion');
  }
  return undefined;
}

/**
 * What is to be known of a token that names no end because none of its sort has one; `undefined`
 * where an end could be expected.
 */
export function endlessBySort(header: Values, claims: Values): string | undefined {
  const has = (name: string): boolean => Object.hasOwn(claims, name);
  if (/^(?:application\/)?(?:dpop|kb)\+jwt$/i.test(String(header['typ'])) || has('htm')) {
    return t('Such a proof is for one request: servers accept it for a short while after “iat”.');
  }
  if (has('events')) return t('It reports an event, and grants no access.');
  return isMessage(header) ? t('It grants no access by itself.') : undefined;
}

/** Whether it asks for something or tells something, as a request of ACME does (RFC 8555 §6.2). */
const isMessage = ({ typ, nonce, url }: Values): boolean =>
  (nonce !== undefined && url !== undefined) ||
  /^(?:application\/)?(?:oauth-authz-req|token-introspection|statuslist)\+jwt$/i.test(String(typ));

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
