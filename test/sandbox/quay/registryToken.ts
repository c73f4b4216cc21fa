import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { crashed } from './errors.ts';
import type { ServiceKeys } from './keys.ts';

/** `INSTANCE_SERVICE_KEY_SERVICE`, the `iss` of every token Quay signs. */
export const ISSUER = 'quay';
/** Registry and federated tokens live one hour, in seconds. */
export const REGISTRY_TOKEN_LIFETIME_S = 3600;
const LEEWAY_S = 30;

export interface AccessEntry {
  readonly type: 'repository';
  readonly name: string;
  readonly actions: readonly string[];
}

/** JWT claims whose `aud` is null when the request named no service. */
export type RegistryClaims = Omit<JWTPayload, 'aud'> & { readonly aud: string | null };

/** What a token says about whom it was made for. */
export interface TokenSubject {
  readonly kind: 'robot' | 'user' | 'appspecifictoken' | 'oauth' | 'anonymous';
  readonly name: string;
  readonly reference: string;
}

/** Claims of docs/registries/quay.md §1.3; `access` is an object in federated tokens. */
export function registryClaims(
  subject: TokenSubject,
  audience: string | null,
  access: readonly AccessEntry[] | Readonly<Record<string, never>>,
  now: number,
): RegistryClaims {
  const issuedAt = Math.floor(now / 1000);
  const roots = Array.isArray(access)
    ? Object.fromEntries(access.map((entry: AccessEntry) => [entry.name, '$disabled']))
    : {};
  const who =
    subject.kind === 'anonymous'
      ? { kind: 'anonymous' }
      : {
          entity_kind: subject.kind,
          entity_reference: subject.reference,
          kind: 'user',
          user: subject.name,
        };
  return {
    iss: ISSUER,
    aud: audience,
    nbf: issuedAt,
    iat: issuedAt,
    exp: issuedAt + REGISTRY_TOKEN_LIFETIME_S,
    sub: subject.name,
    access,
    context: {
      version: 2,
      ...who,
      'com.apostille.roots': roots,
      'com.apostille.root': '$disabled',
    },
  };
}

/**
 * Verifies a token against the registry's own keys and gives its claims.
 * @throws whatever `jose` finds wrong with it
 */
export async function verifyOwnToken(
  keys: ServiceKeys,
  token: string,
  now: number,
): Promise<JWTPayload> {
  const set = { keys: keys.usable().map((key) => key.jwk) };
  const { payload } = await jwtVerify(token, createLocalJWKSet(set), {
    issuer: ISSUER,
    algorithms: ['RS256'],
    clockTolerance: LEEWAY_S,
    currentDate: new Date(now),
  });
  return payload;
}

/** True for text that decodes as a JWT, signature aside. */
export function looksLikeJwt(text: string): boolean {
  try {
    decodeJwt(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * A federated token used as a robot's password must verify; a wrong one crashes the request,
 * because Quay does not catch its `InvalidBearerTokenException` (docs/registries/quay.md §1.3).
 */
export async function verifyPasswordToken(
  keys: ServiceKeys,
  token: string,
  now: number,
): Promise<JWTPayload> {
  try {
    return await verifyOwnToken(keys, token, now);
  } catch {
    throw crashed();
  }
}
