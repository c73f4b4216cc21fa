import type { TokenShapes } from '../../core/token-language.ts';

/** How the tokens of Digital Rebar look (docs/registries/drp.md §4). */
export const tokenShapes: TokenShapes = {
  // Nothing tells its tokens from other base64: they are masked because they are known.
  secrets: [],
  opaque: [
    {
      id: 'drp',
      // An encrypted JWT behind an initialization vector, in padded base64url.
      pattern: /^(?=.*[_-])(?:[A-Za-z0-9_-]{4}){100,}(?:[A-Za-z0-9_-]{2}==|[A-Za-z0-9_-]{3}=)?$/,
    },
  ],
  speaks: (claims) =>
    claims['iss'] === 'digitalrebar provision' ||
    ['drp_claims', 'DrpRoles', 'grantor_claims'].some((name) => name in claims),
};
