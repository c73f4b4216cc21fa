import { t } from '../core/l10n.ts';
import type { PublicJwk } from './jwks.ts';

/** Shorter moduli can be factored (RFC 7518 §3.3). Bits. */
const leastModulus = 2048;

/**
 * Why a key proves nothing, in a sentence: with an exponent of 1 every text is its own signature,
 * and whoever can factor the modulus signs what he likes. `undefined` for a key that may be used.
 */
export function weakness({ kty, n, e }: PublicJwk): string | undefined {
  if (kty !== 'RSA') return undefined;
  const [modulus, exponent] = [n, e].map(numberOf);
  if (modulus === undefined || exponent === undefined) {
    return t('The RSA key lacks its modulus or its exponent.');
  }
  if (exponent < 3n || exponent % 2n === 0n) {
    return t('The RSA key proves nothing: its exponent is {0}.', String(exponent).slice(0, 20));
  }
  const bits = modulus.toString(2).length;
  return bits < leastModulus
    ? t(
        'The RSA key proves nothing: it has {0} bits, and fewer than {1} can be broken.',
        bits,
        leastModulus,
      )
    : undefined;
}

function numberOf(text: unknown): bigint | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  return BigInt(`0x0${Buffer.from(text, 'base64url').toString('hex')}`);
}
