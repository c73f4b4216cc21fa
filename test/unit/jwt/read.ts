import type { TokenLanguage } from '../../../src/core/token-language.ts';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { formLanguage } from '../../../src/jwt/form-language.ts';
import { isWrittenIn } from '../../../src/jwt/languages.ts';
import { tokenLanguages, type ReadToken } from '../../../src/ui/inspector/read-token.ts';

/** Every language that ships, loaded before the first test. */
const loaded: readonly TokenLanguage[] = await Promise.all(
  tokenLanguages.map(({ load }) => load()),
);

/** As `readTokenText`, at once. */
export function read(text: string): ReadToken {
  const decoded = decodeJwt(text, tokenLanguages);
  return {
    decoded,
    languages: [
      ...loaded.filter((_, index) => {
        const entry = tokenLanguages[index];
        return entry !== undefined && isWrittenIn(decoded, entry);
      }),
      formLanguage,
    ],
  };
}
