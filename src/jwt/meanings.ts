import { t } from '../core/l10n.ts';

/** What a claim of RFC 7519 or of common practice says; else `undefined`. */
export function claimMeaning(name: string): string | undefined {
  switch (name) {
    case 'iss':
      return t('who issued it');
    case 'sub':
      return t('whom it acts as');
    case 'aud':
      return t('for whom it is meant');
    case 'exp':
      return t('not accepted from then on');
    case 'nbf':
      return t('not accepted before');
    case 'iat':
      return t('issued');
    case 'jti':
      return t('its own id');
    case 'azp':
    case 'client_id':
      return t('the program it was issued to');
    case 'scope':
    case 'scp':
      return t('what it may do');
    case 'auth_time':
      return t('when the person signed in');
    case 'updated_at':
      return t('when the profile last changed');
    case 'nonce':
      return t('ties it to one sign-in');
    case 'name':
      return t('the person’s name');
    case 'preferred_username':
      return t('the person’s login name');
    case 'email':
      return t('the person’s e-mail address');
    case 'groups':
      return t('groups it belongs to');
    case 'roles':
      return t('roles it has');
    case 'access':
      return t('what it may do with images');
    case 'act':
      return t('who acts for the subject (RFC 8693)');
    case 'may_act':
      return t('who may act for the subject (RFC 8693)');
    case 'cnf':
      return t('the key that its holder must prove to have (RFC 7800)');
    case 'amr':
      return t('how the person signed in (RFC 8176)');
    case 'acr':
      return t('how strong the sign-in was (OpenID Connect)');
    case 'at_hash':
      return t('ties it to an access token (OpenID Connect)');
    case 'c_hash':
      return t('ties it to a code (OpenID Connect)');
    case 'sid':
      return t('the session (OpenID Connect)');
    case 'events':
      return t('what happened (RFC 8417)');
    case 'entitlements':
      return t('what it may do (RFC 9068)');
    case 'permissions':
      return t('what it may do');
    case 'given_name':
      return t('the person’s first name (OpenID Connect)');
    case 'family_name':
      return t('the person’s last name (OpenID Connect)');
    case 'email_verified':
      return t('whether the e-mail address was checked (OpenID Connect)');
    case 'locale':
      return t('the person’s language (OpenID Connect)');
    case 'picture':
      return t('the person’s picture (OpenID Connect)');
    case 'htm':
      return t('the method of the one request it is for (RFC 9449)');
    case 'htu':
      return t('the address of the one request it is for (RFC 9449)');
    case 'ath':
      return t('ties it to an access token (RFC 9449)');
    case '_sd':
      return t('digests of claims that can be disclosed (RFC 9901)');
    case '_sd_alg':
      return t('how the digests were made (RFC 9901)');
    case 'sd_hash':
      return t('ties it to what is disclosed (RFC 9901)');
    case 'sub_jwk':
      return t('the subject’s own key (OpenID Connect)');
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
