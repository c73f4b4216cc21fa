/** Bytes of a signature by its algorithm (RFC 7518 §3, RFC 8037 §3.1, RFC 8812 §3.2). */
const lengths: Readonly<Record<string, number>> = {
  HS256: 32,
  HS384: 48,
  HS512: 64,
  ES256: 64,
  ES256K: 64,
  ES384: 96,
  ES512: 132,
  Ed25519: 64,
  Ed448: 114,
};

/** A signature of RSA is as long as its key; shorter keys than 2048 bits are refused everywhere. */
const leastRsa = 256;

export type LengthFault = 'short' | 'long' | 'der' | 'rsa';

/** What is wrong with a signature's length in bytes; `undefined` when nothing is, or nobody knows. */
export function lengthFault(algorithm: unknown, signature: Uint8Array): LengthFault | undefined {
  const { length } = signature;
  if (typeof algorithm !== 'string' || length === 0) return undefined;
  if (/^[RP]S\d{3}$/.test(algorithm)) return length < leastRsa ? 'rsa' : undefined;
  if (algorithm === 'EdDSA') return length === 64 || length === 114 ? undefined : order(length, 64);
  const expected = Object.hasOwn(lengths, algorithm) ? lengths[algorithm] : undefined;
  if (expected === undefined || length === expected) return undefined;
  // SEQUENCE { INTEGER, INTEGER }, as other programs write a signature of ECDSA.
  if (algorithm.startsWith('ES') && signature[0] === 0x30 && length <= expected + 9) return 'der';
  return order(length, expected);
}

/** Whether a signature of so many characters is all of it. */
export function isWhole(algorithm: unknown, characters: number): boolean {
  const fault = lengthFault(algorithm, new Uint8Array(Math.floor((characters * 3) / 4)));
  return fault !== 'short' && fault !== 'rsa';
}

/** Characters of a signature of RSA, for keys of 2048, 3072 and 4096 bits. */
const usual: readonly number[] = [342, 512, 683];

/** Whether so many characters are just what an algorithm makes, with RSA for the usual keys. */
export function isExact(algorithm: unknown, characters: number): boolean {
  if (typeof algorithm !== 'string') return false;
  if (/^[RP]S\d{3}$/.test(algorithm)) return usual.includes(characters);
  const bytes = algorithm === 'EdDSA' ? 64 : lengths[algorithm];
  return bytes !== undefined && characters === Math.ceil((bytes * 4) / 3);
}

const order = (length: number, expected: number): LengthFault =>
  length < expected ? 'short' : 'long';
