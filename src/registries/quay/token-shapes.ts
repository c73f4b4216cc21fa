import type { TokenShapes } from '../../core/token-language.ts';

/** How the tokens of Quay look (docs/registries/quay.md §2.1, §2.6, §2.7). */
export const tokenShapes: TokenShapes = {
  // Robots' tokens have 64 characters, app tokens 120; hexadecimal fingerprints stay legible.
  secrets: [
    {
      begin: /(?<secret>[A-Z0-9]{64})/dg,
      end: /[^A-Z0-9]/g,
      applies: (text) => /[^A-F0-9]/.test(text),
    },
  ],
  opaque: [
    { id: 'quay-robot', pattern: /^[A-Z0-9]{64}$/ },
    { id: 'quay-app', pattern: /^[A-Z0-9]{120}$/ },
    { id: 'quay-api', pattern: /^[A-Za-z0-9]{40}$/ },
  ],
  speaks: (claims) => 'context' in claims,
};
