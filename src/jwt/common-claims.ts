import type { TokenLanguageEntry } from '../core/token-language.ts';

/** Claims whose values any issuer writes in the same way, and that few tokens have. */
const names = ['act', 'may_act', 'cnf', 'amr'];

/** What those say, loaded when one of them is met. */
export const commonClaims: TokenLanguageEntry = {
  secrets: [],
  opaque: [],
  speaks: (claims) => names.some((name) => Object.hasOwn(claims, name)),
  load: async () => (await import('./common-lines.ts')).commonLines,
};
