import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';

/**
 * The JWK of a key that is for RSASSA-PSS alone (RFC 4055), which Node does not export as one. The
 * numbers are those of any RSA key; what it may be used with is told by `alg`, where the key does.
 */
export function rsaPssJwk(key: KeyObject): JsonWebKey {
  const spki = key.export({ type: 'spki', format: 'der' });
  // SEQUENCE { SEQUENCE { algorithm }, BIT STRING { no unused bits, RSAPublicKey } }
  const algorithm = contentOf(spki, 0);
  const bits = contentOf(spki, contentOf(spki, algorithm.start).end);
  const numbers = spki.subarray(bits.start + 1, bits.end);
  const jwk = createPublicKey({ key: numbers, format: 'der', type: 'pkcs1' }).export({
    format: 'jwk',
  });
  const hash = /^sha(256|384|512)$/.exec(key.asymmetricKeyDetails?.hashAlgorithm ?? '')?.[1];
  return hash === undefined ? jwk : { ...jwk, alg: `PS${hash}` };
}

/** Where the content of a DER element begins and ends, from the place of its tag. */
function contentOf(der: Buffer, tag: number): { readonly start: number; readonly end: number } {
  const first = der.readUInt8(tag + 1);
  if (first < 0x80) return { start: tag + 2, end: tag + 2 + first };
  const octets = first & 0x7f;
  const start = tag + 2 + octets;
  return { start, end: start + der.readUIntBE(tag + 2, octets) };
}
