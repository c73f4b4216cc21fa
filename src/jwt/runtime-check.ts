import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { PublicJwk } from './jwks.ts';

/** Algorithms that only some runtimes know: a desktop editor's cryptography lacks them. */
export const runtimeAlgorithms: ReadonlySet<string> = new Set(['ES256K', 'Ed448']);

/**
 * Checks a signature with the runtime's own cryptography (RFC 8812 §3.2, RFC 8037 §3.1).
 * `undefined` where the runtime cannot.
 *
 * @param token in compact form
 */
export function checkWithRuntime(token: string, key: PublicJwk): boolean | undefined {
  const end = token.lastIndexOf('.');
  const data = Buffer.from(token.slice(0, end));
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  const isCurve = key['crv'] === 'secp256k1';
  try {
    const imported = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
    return isCurve
      ? verify('sha256', data, { key: imported, dsaEncoding: 'ieee-p1363' }, signature)
      : verify(null, data, imported, signature);
  } catch {
    return undefined;
  }
}
