/**
 * When a token ends. `unknown` is its own answer: a token without an expiry that we could read is
 * never presented as valid for ever.
 */
export type Lifetime =
  | { readonly kind: 'until'; readonly at: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' };

/** Milliseconds since the epoch. */
export const until = (at: number): Lifetime => ({ kind: 'until', at });
export const neverEnds: Lifetime = { kind: 'never' };
export const unknownLifetime: Lifetime = { kind: 'unknown' };
