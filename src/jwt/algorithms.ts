import type { Values } from '../core/values.ts';

/** Names of “alg” for signatures, as registered (RFC 7518 §7.1 and what has been added since). */
const signing =
  /^(?:none|(?:HS|RS|PS|ES)(?:256|384|512)|ES256K|EdDSA|Ed25519|Ed448|ML-DSA-(?:44|65|87))$/;

/** Names of “alg” for encryption. */
const encryption =
  /^(?:RSA1_5|RSA-OAEP(?:-256|-384|-512)?|A(?:128|192|256)(?:GCM)?KW|dir|ECDH-ES(?:\+A(?:128|192|256)KW)?|PBES2-HS(?:256\+A128|384\+A192|512\+A256)KW)$/;

/** Names of “enc”. */
const content = /^A(?:128|192|256)(?:GCM|CBC-HS(?:256|384|512))$/;

/** Whether a name is one of an algorithm that encryption begins with. */
export const isKeyManagement = (alg: unknown): boolean =>
  typeof alg === 'string' && encryption.test(alg);

/**
 * Which of the algorithms that a header names are not for tokens of its sort, as they are written:
 * case counts, so another spelling is another name.
 */
export function unregistered({ alg, enc }: Values, isEncrypted: boolean): readonly string[] {
  const known = isEncrypted ? encryption : signing;
  return [
    ...(typeof alg === 'string' && alg !== '' && !known.test(alg) && !/^none$/i.test(alg)
      ? [alg]
      : []),
    ...(typeof enc === 'string' && !content.test(enc) ? [enc] : []),
  ];
}
