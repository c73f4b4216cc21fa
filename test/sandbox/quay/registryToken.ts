import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Quay } from './context.ts';

/** Registry and federated tokens live one hour, in seconds. */
export const REGISTRY_TOKEN_LIFETIME_S = 3600;
const LEEWAY_S = 30;
/** No token may live longer, `REGISTRY_JWT_AUTH_MAX_FRESH_S`, in seconds. */
const MAXIMUM_LIFETIME_S = 3660;

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
  /** A robot's name; the uuid of a user, an app token or an API token. */
  readonly reference: string;
}

/** The rights that a token names; null: it was exchanged and names none, as an object. */
export interface Grants {
  readonly access: readonly AccessEntry[];
  /** `namespace/name` of every repository that was asked for. */
  readonly roots: readonly string[];
}

/** Claims of docs/registries/quay.md §1.3. */
export function registryClaims(
  quay: Quay,
  subject: TokenSubject,
  audience: string | null,
  grants: Grants | null,
): RegistryClaims {
  const issuedAt = Math.floor(quay.clock.now() / 1000);
  return {
    iss: quay.settings.keyService,
    aud: audience,
    nbf: issuedAt,
    iat: issuedAt,
    exp: issuedAt + REGISTRY_TOKEN_LIFETIME_S,
    sub: subject.name,
    access: grants?.access ?? {},
    context: {
      ...subjectContext(subject),
      'com.apostille.roots':
        grants && Object.fromEntries(grants.roots.map((root) => [root, '$disabled'])),
      'com.apostille.root': '$disabled',
    },
  };
}

function subjectContext({ kind, name, reference }: TokenSubject): object {
  switch (kind) {
    case 'anonymous':
      return {};
    case 'oauth':
      return {
        version: 2,
        entity_kind: 'oauthtoken',
        entity_reference: reference,
        kind: 'oauth',
        oauth: reference,
        user: name,
      };
    default:
      return {
        version: 2,
        entity_kind: kind,
        entity_reference: reference,
        kind: 'user',
        user: name,
      };
  }
}

/** Why a token was not taken, in the words that `/v2/` hands on. */
export interface TokenComplaint {
  readonly complaint: string;
}

/**
 * Verifies a token against the registry's own keys and gives its claims, or what is wrong with it.
 */
export async function verifyOwnToken(
  { keys, settings, hostname, clock }: Quay,
  token: string,
): Promise<{ readonly claims: JWTPayload } | TokenComplaint> {
  const { kid } = decodeProtectedHeader(token);
  if (kid === undefined) {
    return { complaint: 'Missing kid header' };
  }
  const key = keys.usable().find((candidate) => candidate.kid === kid);
  if (key === undefined) {
    return { complaint: 'Unknown service key' };
  }
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      issuer: settings.keyService,
      audience: hostname,
      algorithms: ['RS256'],
      clockTolerance: LEEWAY_S,
      currentDate: new Date(clock.now()),
    });
    const { exp = 0, iat = 0 } = payload;
    return exp - iat > MAXIMUM_LIFETIME_S
      ? { complaint: `Token was signed for more than ${MAXIMUM_LIFETIME_S} seconds` }
      : { claims: payload };
  } catch (error) {
    return { complaint: complaintOf(error) };
  }
}

/** What PyJWT calls what jose found. */
function complaintOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return 'Signature has expired';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'aud' ? "Audience doesn't match" : 'Invalid issuer';
  }
  return error instanceof errors.JOSEAlgNotAllowed
    ? 'The specified alg value is not allowed'
    : 'Signature verification failed';
}

/** True for text that says of itself that it is a JWT, whatever its signature is worth. */
export function isJwt(text: string): boolean {
  try {
    decodeJwt(text);
    const { typ } = decodeProtectedHeader(text);
    return ['jwt', 'at+jwt'].includes(String(typ).toLowerCase());
  } catch {
    return false;
  }
}
