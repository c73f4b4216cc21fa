import type { TokenLanguageEntry } from '../core/token-language.ts';

/** Issuers that are no kind of registry here: each loaded when one of its tokens is met. */
export const issuers: readonly TokenLanguageEntry[] = [
  {
    secrets: [],
    opaque: [],
    speaks: (claims) =>
      Object.keys(claims).some((name) => name.startsWith('kubernetes.io')) ||
      String(claims['sub']).startsWith('system:serviceaccount:'),
    load: async () => (await import('./kubernetes.ts')).kubernetes,
  },
];
