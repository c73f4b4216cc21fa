import type { JsonWebKey } from 'node:crypto';
import { createPublicKey, getCurves, subtle, verify } from 'node:crypto';
import type { PublicJwk } from './jwks.ts';
import type { SigningInput } from './signing-input.ts';

/** Algorithms that only some runtimes know: a desktop editor's cryptography lacks them. */
export const runtimeAlgorithms: ReadonlySet<string> = new Set(['ES256K', 'Ed448']);

/** A public key, to see whether the runtime takes any of its kind (RFC 8032 §7.4). */
const ed448 = {
  kty: 'OKP',
  crv: 'Ed448',
  x: 'X9dEm1m0Yf0s54fsYWrUah2hNCSFpw4fig6nXYDpZ3jt8SR2m0bHBhvWeD3x5Q9s0foavq_oJWGA',
};

/** Whether the runtime's own cryptography has `ES256K`, or Ed448 for any other algorithm. */
export function runtimeKnows(algorithm: string): boolean {
  if (algorithm === 'ES256K') return getCurves().includes('secp256k1');
  try {
    createPublicKey({ key: ed448, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** Whether the runtime's Web Cryptography has an algorithm; asked only of those that are new. */
export async function webCryptoKnows(algorithm: string): Promise<boolean> {
  if (!algorithm.startsWith('ML-DSA-')) return true;
  try {
    await subtle.generateKey({ name: algorithm }, false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
}

/**
 * Checks a signature with the runtime's own cryptography (RFC 8812 §3.2, RFC 8037 §3.1). Throws
 * when the key is none.
 */
export function checkWithRuntime(input: SigningInput, key: PublicJwk): boolean {
  const data = Buffer.concat([Buffer.from(`${input.protected ?? ''}.`), bytesOf(input.payload)]);
  const signature = Buffer.from(input.signature, 'base64url');
  const imported = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
  return key['crv'] === 'secp256k1'
    ? verify('sha256', data, { key: imported, dsaEncoding: 'ieee-p1363' }, signature)
    : verify(null, data, imported, signature);
}

const bytesOf = (payload: string | Uint8Array): Uint8Array =>
  typeof payload === 'string' ? Buffer.from(payload) : payload;
