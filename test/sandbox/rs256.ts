import { webcrypto } from 'node:crypto';

/** A new pair of keys that signs tokens with RS256. */
export const rs256Pair = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ['sign', 'verify'],
  );
