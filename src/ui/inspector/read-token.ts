import type { Secret } from '../../core/secret.ts';
import type { TokenLanguageEntry } from '../../core/token-language.ts';
import { issuers } from '../../issuers/index.ts';
import { commonClaims } from '../../jwt/common-claims.ts';
import { decodeJwt } from '../../jwt/decode.ts';
import type { Decoded } from '../../jwt/decoded.ts';
import { readEnclosures } from '../../jwt/enclosures.ts';
import type { Language } from '../../jwt/language.ts';
import { languagesOf } from '../../jwt/languages.ts';
import { decodeSecret, encloseSecret } from '../../jwt/of-secret.ts';
import { kinds } from '../../registries/kinds.ts';

/** A decoded token, and the languages it is written in. */
export interface ReadToken {
  readonly decoded: Decoded;
  readonly languages: readonly Language[];
}

/** The languages of every kind of registry, of every other issuer that is known, and of all. */
export const tokenLanguages: readonly TokenLanguageEntry[] = [
  ...kinds.flatMap(({ tokenLanguage }) => tokenLanguage ?? []),
  ...issuers,
  commonClaims,
];

/**
 * Decodes a secret, reads what came along in it, and loads what its words mean.
 *
 * @param signature which signature of several is meant, from 0 on; the first unless told
 */
export const readToken = async (secret: Secret, signature?: number): Promise<ReadToken> =>
  readDecoded(await encloseSecret(secret, decodeSecret(secret, tokenLanguages, signature)));

/** As `readToken`, for a token that stands in a document anyway. */
export const readTokenText = async (text: string): Promise<ReadToken> =>
  readDecoded(await readEnclosures(text, decodeJwt(text, tokenLanguages)));

/** Loads what the words of a decoded token mean. */
export async function readDecoded(decoded: Decoded): Promise<ReadToken> {
  return { decoded, languages: await languagesOf(decoded, tokenLanguages) };
}
