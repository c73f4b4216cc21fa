import { t } from '../core/l10n.ts';

/** What a claim that most tokens have says, and who defined it; else `undefined`. */
export function claimMeaning(name: string): string | undefined {
  switch (name) {
    case 'iss':
      return t('who issued it (RFC 7519)');
    case 'sub':
      return t('whom it acts as (RFC 7519)');
    case 'aud':
      return t('for whom it is meant (RFC 7519)');
    case 'exp':
      return t('not accepted from then on (RFC 7519)');
    case 'nbf':
      return t('not accepted before (RFC 7519)');
    case 'iat':
      return t('issued (RFC 7519)');
    case 'jti':
      return t('its own id (RFC 7519)');
    case 'azp':
      return t('the program it was issued to (OpenID Connect)');
    case 'client_id':
      return t('the program it was issued to (RFC 8693)');
    case 'scope':
      return t('what it may do (RFC 8693)');
    case 'scp':
      return t('what it may do: “scope” by another name (RFC 8693)');
    case 'permissions':
      return t('what it may do (its issuer)');
    case 'name':
      return t('the person’s name (OpenID Connect)');
    case 'preferred_username':
      return t('the person’s login name (OpenID Connect)');
    case 'email':
      return t('the person’s e-mail address (OpenID Connect)');
    case 'groups':
      return t('groups it belongs to (RFC 9068)');
    case 'roles':
      return t('roles it has (RFC 9068)');
    case 'entitlements':
      return t('what it may do (RFC 9068)');
    case 'access':
      return t('what it may do with images (Distribution)');
    default:
      return undefined;
  }
}

/** What a member of the header says that most tokens have, and who defined it; else `undefined`. */
export function headerMeaning(name: string): string | undefined {
  switch (name) {
    case 'alg':
      return t('how it is signed or encrypted (RFC 7515, RFC 7516)');
    case 'typ':
      return t('what it is (RFC 7515)');
    case 'kid':
      return t('which key is meant (RFC 7515)');
    default:
      return undefined;
  }
}
