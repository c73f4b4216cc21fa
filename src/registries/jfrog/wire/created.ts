import type { Secret } from '../../../core/secret.ts';
import type { TokenSecrets } from '../../../core/token.ts';
import { member } from '../../../jwt/decoded.ts';
import { decodeSecret } from '../../../jwt/of-secret.ts';
import {
  object,
  optionalString,
  optionalToken,
  token as readToken,
  WireError,
} from '../../shared/rest/wire.ts';

/** A token that was just made (docs/registries/jfrog.md §2.1). */
export interface Created {
  /** `''` on servers whose reply has none and whose token is not a JWT. */
  readonly id: string;
  readonly secrets: TokenSecrets;
  /** Seconds; `undefined` when it never ends. */
  readonly expiresIn: number | undefined;
  readonly scope: string;
}

/** Reads the reply of creating, refreshing, or a browser login. Unknown fields are normal. */
export function readCreated(json: unknown): Created {
  const reply = object(json, 'body');
  const token = readToken(reply['access_token'], 'access_token');
  const refresh = optionalToken(reply['refresh_token'], 'refresh_token');
  const reference = optionalToken(reply['reference_token'], 'reference_token');
  return {
    // The legacy API tells no id, but the JWT does (docs/registries/jfrog.md §2.8).
    id: optionalString(reply['token_id'], 'token_id') ?? claimOf(token, 'jti'),
    secrets: {
      token,
      ...(refresh === undefined ? {} : { refresh }),
      ...(reference === undefined ? {} : { reference }),
    },
    expiresIn: lifetime(reply['expires_in']),
    scope: optionalString(reply['scope'], 'scope') ?? claimOf(token, 'scp'),
  };
}

/** A claim that is text, out of a JWT; `''` without one. */
export function claimOf(token: Secret, name: string): string {
  const decoded = decodeSecret(token);
  const value = decoded.kind === 'jwt' ? member(decoded.claims.values, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Absent or 0: never (docs/registries/jfrog.md §2.1). */
function lifetime(value: unknown): number | undefined {
  if (value === undefined || value === null || value === 0) return undefined;
  if (typeof value !== 'number' || value < 0) throw new WireError('expires_in');
  return value;
}
