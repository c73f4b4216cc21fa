import type { Secret } from '../../../core/secret.ts';
import type { Authorization } from '../../../net/http/http.ts';
import type { Created } from '../wire/created.ts';
import type { TokenItem } from '../wire/token.ts';

/** What a new token is asked for, in the words of the wire (docs/registries/jfrog.md §2.1). */
export interface CreateRequest {
  readonly username?: string;
  readonly scope: string;
  /** Seconds; 0 is never. Always sent, since servers differ in their default. */
  readonly expires_in: number;
  readonly refreshable?: boolean;
  readonly description?: string;
  readonly audience?: string;
  readonly include_reference_token?: boolean;
  readonly force_revocable?: boolean;
  readonly project_key?: string;
}

export interface RefreshRequest {
  readonly token: Secret;
  readonly refresh: Secret;
  /** Whether the new token shall have a reference token as well. */
  readonly reference: boolean;
  /** Who asks in the place of the token itself; from 7.21.1 on. */
  readonly as?: Authorization;
}

/** What became of a token that was to be revoked: it may have been gone before. */
export type Revocation = 'revoked' | 'gone';

/**
 * The tokens of a platform, whichever of its two APIs serves them. Every method is one request; the
 * account's own sign-in makes it unless told otherwise.
 */
export interface TokensApi {
  /** The tokens that the account may see, all or one user's; of any length. */
  list(query: { readonly username?: string }, signal: AbortSignal): Promise<TokenItem[]>;
  /** Whether the server knows a token, and not as one that has ended. */
  has(id: string, signal: AbortSignal): Promise<boolean>;
  create(request: CreateRequest, signal: AbortSignal): Promise<Created>;
  /** Spends a refresh token. Rejects with `not-found` for one that was spent. */
  refresh(request: RefreshRequest, signal: AbortSignal): Promise<Created>;
  /** Revokes by id. */
  revoke(id: string, signal: AbortSignal): Promise<Revocation>;
  /** Revokes a token by its text; resolves with its id. Rejects with `not-found` for none. */
  revokeValue(token: Secret, signal: AbortSignal): Promise<string>;
}
