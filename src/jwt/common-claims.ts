import type { TokenLanguageEntry } from '../core/token-language.ts';
import type { Values } from '../core/values.ts';

/** Claims that any issuer writes in the same way, and that few tokens have. */
const rareClaims = new Set(
  (
    'act may_act cnf amr acr auth_time updated_at nonce at_hash c_hash sid events given_name ' +
    'family_name middle_name nickname profile picture website gender birthdate zoneinfo locale ' +
    'address email_verified phone_number phone_number_verified sub_jwk htm htu ath vct status ' +
    '_sd _sd_alg sd_hash'
  ).split(' '),
);

/** Members of the header that most tokens have; any other may be one of those that are known. */
const everyday = new Set(['alg', 'typ', 'kid']);

/** What those say, loaded when one of them is met. */
export const commonClaims: TokenLanguageEntry = {
  secrets: [],
  opaque: [],
  speaks: (claims, header) =>
    namesOf(claims).some((name) => rareClaims.has(name)) ||
    namesOf(header).some((name) => !everyday.has(name)),
  load: async () => (await import('./common-language.ts')).commonLanguage,
};

const namesOf = (values: Values): readonly string[] => Object.keys(values);
