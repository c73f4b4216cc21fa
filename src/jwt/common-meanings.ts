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
  nonce: () => t('makes it fit one sign-in or request (OpenID Connect, RFC 9449)'),
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

/** Members of the header that few tokens have: what each says, and who defined it. */
const headerMeanings: Readonly<Record<string, () => string>> = {
  enc: () => t('how the content is encrypted (RFC 7516)'),
  cty: () => t('what is inside (RFC 7515)'),
  zip: () => t('how the content was compressed (RFC 7516)'),
  crit: () => t('what a reader must understand to accept it (RFC 7515)'),
  b64: () => t('whether the content is signed in base64url (RFC 7797)'),
  jku: () => t('an address of keys; not to be trusted by itself (RFC 7515)'),
  x5u: () => t('an address of keys; not to be trusted by itself (RFC 7515)'),
  jwk: () => t('a key that came along; not to be trusted by itself (RFC 7515)'),
  x5c: () => t('certificates that came along; not to be trusted by themselves (RFC 7515)'),
  x5t: () => t('fingerprint of the key’s certificate (RFC 7515)'),
  'x5t#S256': () => t('fingerprint of the key’s certificate (RFC 7515)'),
  epk: () => t('the key that the sender made for it (RFC 7518)'),
  apu: () => t('about the sender, for the key (RFC 7518)'),
  apv: () => t('about the recipient, for the key (RFC 7518)'),
  p2s: () => t('the salt of the password (RFC 7518)'),
  p2c: () => t('how many times the password was hashed (RFC 7518)'),
  iv: () => t('how the key’s encryption was begun (RFC 7518)'),
  tag: () => t('proof that the encrypted key was not changed (RFC 7518)'),
  iss: () => t('who issued it, as the claim says (RFC 7519)'),
  sub: () => t('whom it acts as, as the claim says (RFC 7519)'),
  aud: () => t('for whom it is meant, as the claim says (RFC 7519)'),
  url: () => t('the address that it is sent to (RFC 8555)'),
  ppt: () => t('which PASSporT extension it uses (RFC 8225)'),
  trust_chain: () => t('who vouches for the issuer (OpenID Federation)'),
};

/** What a claim says that is among those; else `undefined`. */
export const commonMeaning = (name: string): string | undefined => meaningIn(commonMeanings, name);

/** What a member of the header says that is among those; else `undefined`. */
export const rareHeaderMeaning = (name: string): string | undefined =>
  meaningIn(headerMeanings, name);

const meaningIn = (meanings: Readonly<Record<string, () => string>>, name: string) =>
  Object.hasOwn(meanings, name) ? meanings[name]?.() : undefined;
