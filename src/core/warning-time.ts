import type { TokenRecord } from './token.ts';

/**
 * How long before its end a token is called ending, in milliseconds: what the person has set, but
 * no more than a quarter of its whole life, where that is known. A token for one hour is not near
 * its end from the first minute on.
 */
export function warningTime(
  { lifetime, issuedAt }: Pick<TokenRecord, 'lifetime' | 'issuedAt'>,
  wanted: number,
): number {
  if (lifetime.kind !== 'until' || issuedAt === undefined || issuedAt >= lifetime.at) return wanted;
  return Math.min(wanted, (lifetime.at - issuedAt) / 4);
}
