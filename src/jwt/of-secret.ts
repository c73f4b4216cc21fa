import type { Lifetime } from '../core/lifetime.ts';
import { unknownLifetime } from '../core/lifetime.ts';
import { Secret } from '../core/secret.ts';
import type { TokenShapes } from '../core/token-language.ts';
import type { Values } from '../core/values.ts';
import { decodeJwt } from './decode.ts';
import type { Decoded } from './decoded.ts';
import type { Decryption } from './decrypt.ts';
import { readEnclosures } from './enclosures.ts';
import { signaturesOf } from './parts.ts';
import type { Meant, SignatureCheck } from './verify.ts';

/** Decodes a secret. What comes back holds claims, but neither the token's text nor its signature. */
export function decodeSecret(
  secret: Secret,
  known: readonly TokenShapes[] = [],
  signature?: number,
): Decoded {
  return decodeJwt(secret.reveal(), known, signature);
}

/** Adds to a decoded secret what came along in it; see `readEnclosures`. */
export const encloseSecret = (secret: Secret, decoded: Decoded): Promise<Decoded> =>
  readEnclosures(secret.reveal(), decoded);

/** What each signature of a secret names; one for a compact token. */
export const signaturesOfSecret = (secret: Secret): readonly Values[] =>
  signaturesOf(secret.reveal());

/** The token alone out of a secret that was pasted with more around it, see `bareToken`. */
export async function bareSecret(secret: Secret, known: readonly TokenShapes[]): Promise<Secret> {
  const { bareToken } = await import('./bare-token.ts');
  return new Secret(bareToken(secret.reveal(), known));
}

/** What a signature is checked with: keys that anybody may know, or a secret. */
export type KeyMaterial = { readonly keys: unknown } | { readonly secret: Secret };

/** Checks the signature of a secret. Loads the cryptography; does not reject. */
export async function verifySecret(
  token: Secret,
  material: KeyMaterial,
  meant: Meant = {},
): Promise<SignatureCheck> {
  const { verifyWithJwks, verifyWithSecret } = await import('./verify.ts');
  const text = token.reveal();
  return 'keys' in material
    ? verifyWithJwks(text, material.keys, meant)
    : verifyWithSecret(text, material.secret.reveal(), meant);
}

/** Decrypts a token with a key that the person has. Loads the cryptography; does not reject. */
export async function decryptSecret(token: Secret, key: Secret): Promise<Decryption> {
  const { decryptToken } = await import('./decrypt.ts');
  return decryptToken(token.reveal(), key.reveal());
}

/** When a token claims to be valid, as far as a record of it needs to know. */
export interface Claimed {
  /** Milliseconds since the epoch. */
  readonly issuedAt: number | undefined;
  readonly lifetime: Lifetime;
}

/** Reads when a token begins and ends; of an opaque one only what its form tells. */
export function claimedBy(secret: Secret, known: readonly TokenShapes[] = []): Claimed {
  const decoded = decodeSecret(secret, known);
  return {
    issuedAt: decoded.kind === 'jwt' ? decoded.times.issuedAt : undefined,
    lifetime: 'lifetime' in decoded ? decoded.lifetime : unknownLifetime,
  };
}
