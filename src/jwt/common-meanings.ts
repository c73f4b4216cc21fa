import { t } from '../core/l10n.ts';

/** Claims that some tokens of any issuer have: what each says, and who defined it. */
export const commonMeanings: Readonly<Record<string, () => string>> = {
  act: () => t('who acts for the subject (RFC 8693)'),
  may_act: () => t('who may act for the subject (RFC 8693)'),
  cnf: () => t('the key that its holder must prove to have (RFC 7800)'),
  amr: () => t('how the person signed in (RFC 8176)'),
  acr: () => t('how strong the sign-in was (OpenID Connect)'),
  auth_time: () => t('when the person signed in (OpenID Connect)'),
  updated_at: () => t('when the profile last changed (OpenID Connect)'),
  nonce: () => t('ties it to one sign-in (OpenID Connect)'),
  at_hash: () => t('ties it to an access token (OpenID Connect)'),
  c_hash: () => t('ties it to a code (OpenID Connect)'),
  sid: () => t('the session (OpenID Connect)'),
  events: () => t('what happened (RFC 8417)'),
  given_name: () => t('the person’s first name (OpenID Connect)'),
  family_name: () => t('the person’s last name (OpenID Connect)'),
  middle_name: () => t('the person’s middle name (OpenID Connect)'),
  nickname: () => t('the person’s short name (OpenID Connect)'),
  profile: () => t('the person’s page (OpenID Connect)'),
  picture: () => t('the person’s picture (OpenID Connect)'),
  website: () => t('the person’s website (OpenID Connect)'),
  gender: () => t('the person’s gender (OpenID Connect)'),
  birthdate: () => t('the person’s date of birth (OpenID Connect)'),
  zoneinfo: () => t('the person’s time zone (OpenID Connect)'),
  locale: () => t('the person’s language (OpenID Connect)'),
  address: () => t('the person’s address (OpenID Connect)'),
  email_verified: () => t('whether the e-mail address was checked (OpenID Connect)'),
  phone_number: () => t('the person’s telephone number (OpenID Connect)'),
  phone_number_verified: () => t('whether the telephone number was checked (OpenID Connect)'),
  sub_jwk: () => t('the subject’s own key (OpenID Connect)'),
  htm: () => t('the method of the one request it is for (RFC 9449)'),
  htu: () => t('the address of the one request it is for (RFC 9449)'),
  ath: () => t('ties it to an access token (RFC 9449)'),
  vct: () => t('what sort of credential it is (SD-JWT VC)'),
  status: () => t('where one can ask whether it was revoked (Token Status List)'),
  _sd: () => t('digests of claims that can be disclosed (RFC 9901)'),
  _sd_alg: () => t('how the digests were made (RFC 9901)'),
  sd_hash: () => t('ties it to what is disclosed (RFC 9901)'),
};

/** What a claim says that is among those; else `undefined`. */
export const commonMeaning = (name: string): string | undefined =>
  Object.hasOwn(commonMeanings, name) ? commonMeanings[name]?.() : undefined;
