import type { TokenLanguage, TokenLanguageEntry, TokenShapes } from '../core/token-language.ts';
import type { Decoded } from './decoded.ts';

/** Loads the languages that a token is written in: usually none or one of those that are known. */
export async function languagesOf(
  decoded: Decoded,
  known: readonly TokenLanguageEntry[],
): Promise<readonly TokenLanguage[]> {
  return Promise.all(
    known.filter((entry) => isWrittenIn(decoded, entry)).map(({ load }) => load()),
  );
}

/** Whether a token is written in a language, as far as its shape tells. */
export function isWrittenIn(decoded: Decoded, language: TokenShapes): boolean {
  const { opaque, speaks } = language;
  switch (decoded.kind) {
    case 'jwt':
      return speaks(decoded.claims.values, decoded.header.values);
    case 'nested':
      return isWrittenIn(decoded.inner, language);
    case 'malformed':
      return (
        decoded.claims !== undefined && speaks(decoded.claims.values, decoded.header?.values ?? {})
      );
    case 'opaque':
      return opaque.some(({ id }) => id === decoded.form?.id);
    case 'message':
    case 'encrypted':
    case 'empty':
      return false;
  }
}

/** The first answer that a language has to a question. */
export function firstOf<T>(
  languages: readonly TokenLanguage[],
  ask: (language: TokenLanguage) => T | undefined,
): T | undefined {
  for (const language of languages) {
    const answer = ask(language);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
