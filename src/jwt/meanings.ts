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
    case 'permissions':
      return t('what it may do');
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

/** What a member of the header says; else `undefined`. */
export function headerMeaning(name: string): string | undefined {
  switch (name) {
    case 'alg':
      return t('how it is signed or encrypted');
    case 'enc':
      return t('how the content is encrypted');
    case 'typ':
      return t('what it is');
    case 'cty':
      return t('what is inside');
    case 'zip':
      return t('how the content was compressed');
    case 'epk':
      return t('the key that the sender made for it');
    case 'kid':
      return t('the key it is signed with');
    case 'crit':
      return t('what a reader must understand to accept it');
    case 'jku':
    case 'x5u':
      return t('an address of keys; not to be trusted by itself');
    case 'jwk':
    case 'x5c':
      return t('a key that came along; not to be trusted by itself');
    case 'x5t':
    case 'x5t#S256':
      return t('fingerprint of the key’s certificate');
    default:
      return undefined;
  }
}
