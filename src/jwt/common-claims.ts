import type { TokenLanguageEntry } from '../core/token-language.ts';

/** Claims that any issuer writes in the same way, and that few tokens have. */
const names = new Set(
  (
    'act may_act cnf amr acr auth_time updated_at nonce at_hash c_hash sid events given_name ' +
    'family_name middle_name nickname profile picture website gender birthdate zoneinfo locale ' +
    'address email_verified phone_number phone_number_verified sub_jwk htm htu ath vct status ' +
    '_sd _sd_alg sd_hash'
  ).split(' '),
);

/** What those say, loaded when one of them is met. */
export const commonClaims: TokenLanguageEntry = {
  secrets: [],
  opaque: [],
  speaks: (claims) => Object.keys(claims).some((name) => names.has(name)),
  load: async () => (await import('./common-language.ts')).commonLanguage,
};
