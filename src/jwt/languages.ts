import type { TokenLanguageEntry, TokenShapes } from '../core/token-language.ts';
import type { Decoded } from './decoded.ts';
import { signatureLack } from './decoded.ts';
import type { Language } from './language.ts';
import { isTest } from './test-mark.ts';

/**
 * Loads the languages that a token is written in, usually none or one of those that are known, and
 * what is to be said of its form, where something is.
 */
export async function languagesOf(
  decoded: Decoded,
  known: readonly TokenLanguageEntry[],
): Promise<readonly Language[]> {
  const spoken: readonly Promise<Language>[] = known
    .filter((entry) => isWrittenIn(decoded, entry))
    .map(({ load }) => load());
  const form = isUnusual(decoded)
    ? [import('./form-language.ts').then(({ formLanguage }) => formLanguage)]
    : [];
  return Promise.all([...spoken, ...form]);
}

/** Whether something is to be said of a token's form. */
function isUnusual(decoded: Decoded): boolean {
  switch (decoded.kind) {
    case 'jwt':
      return (
        decoded.problems.length > 0 ||
        isTest(decoded.header) ||
        signatureLack(decoded) !== undefined
      );
    case 'nested':
      return (
        decoded.problems.length > 0 ||
        signatureLack(decoded) !== undefined ||
        isUnusual(decoded.inner)
      );
    case 'opaque':
      return decoded.login !== undefined;
    case 'message':
    case 'encrypted':
    case 'malformed':
      return true;
    case 'empty':
      return false;
  }
}

/** Whether a token is written in a language, as far as its shape tells. */
export function isWrittenIn(decoded: Decoded, language: TokenShapes): boolean {
  const { opaque, speaks } = language;
  switch (decoded.kind) {
    case 'jwt':
      return (
        speaks(decoded.claims.values, decoded.header.values) ||
        opaque.some(({ id }) => id === decoded.carrier?.id)
      );
    case 'nested':
      return isWrittenIn(decoded.inner, language) || speaks({}, decoded.header.values);
    case 'malformed':
      return speaks(decoded.claims?.values ?? {}, decoded.header?.values ?? {});
    case 'opaque':
      return opaque.some(({ id }) => id === decoded.form?.id);
    case 'message':
    case 'encrypted':
      return speaks({}, decoded.header.values);
    case 'empty':
      return false;
  }
}

/** The first answer that a language has to a question. */
export function firstOf<T>(
  languages: readonly Language[],
  ask: (language: Language) => T | undefined,
): T | undefined {
  for (const language of languages) {
    const answer = ask(language);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
