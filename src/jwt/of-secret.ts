import type { Lifetime } from '../core/lifetime.ts';
import { unknownLifetime } from '../core/lifetime.ts';
import type { Secret } from '../core/secret.ts';
import type { TokenShapes } from '../core/token-language.ts';
import { decodeJwt } from './decode.ts';
import type { Decoded } from './decoded.ts';
import type { SignatureCheck } from './verify.ts';

/** Decodes a secret. What comes back holds claims, but neither the token's text nor its signature. */
export function decodeSecret(secret: Secret, known: readonly TokenShapes[] = []): Decoded {
  return decodeJwt(secret.reveal(), known);
}

/** What a signature is checked with: keys that anybody may know, or a secret. */
export type KeyMaterial = { readonly keys: unknown } | { readonly secret: Secret };

/** Checks the signature of a secret. Loads the cryptography; does not reject. */
export async function verifySecret(token: Secret, material: KeyMaterial): Promise<SignatureCheck> {
  const { verifyWithJwks, verifyWithSecret } = await import('./verify.ts');
  return 'keys' in material
    ? verifyWithJwks(token.reveal(), material.keys)
    : verifyWithSecret(token.reveal(), material.secret.reveal());
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
