import type { TokenShapes } from '../../core/token-language.ts';

/** How the tokens of Quay look (docs/registries/quay.md §2.1, §2.6, §2.7). */
export const tokenShapes: TokenShapes = {
  // Robots' tokens have 64 characters, app tokens 120, API tokens 40; hexadecimal fingerprints and
  // names that are words alone stay legible.
  secrets: [
    {
      begin: /(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{40})(?![A-Za-z0-9])/dg,
      end: /[^A-Za-z0-9]/g,
      applies: (text) => /[0-9]/.test(text) && /[G-Zg-z]/.test(text),
    },
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
