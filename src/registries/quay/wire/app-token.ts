import { type Lifetime, neverEnds, unknownLifetime, until } from '../../../core/lifetime.ts';
import type { Secret } from '../../../core/secret.ts';
import { array, object, optionalDate, string, token } from '../../shared/rest/wire.ts';

/**
 * An app-specific token (docs/registries/quay.md §2.6). Instants are milliseconds since the epoch.
 */
export interface AppToken {
  readonly uuid: string;
  readonly title: string;
  readonly createdAt: number | undefined;
  readonly lastUsedAt: number | undefined;
  readonly lifetime: Lifetime;
}

/** With the secret, as the server tells it on creation and for a single token, but not in lists. */
export interface AppTokenWithCode extends AppToken {
  readonly code: Secret;
}

/** `{tokens: […]}` */
export const readAppTokens = (json: unknown): readonly AppToken[] =>
  array(object(json, 'body')['tokens'], 'tokens').map(readEntry);

/** `{token: …}` */
export function readAppToken(json: unknown): AppTokenWithCode {
  const entry = object(object(json, 'body')['token'], 'token');
  return { ...readEntry(entry), code: token(entry['token_code'], 'token.token_code') };
}

function readEntry(json: unknown): AppToken {
  const entry = object(json, 'token');
  return {
    uuid: string(entry['uuid'], 'token.uuid'),
    title: string(entry['title'], 'token.title'),
    createdAt: optionalDate(entry['created'], 'token.created'),
    lastUsedAt: optionalDate(entry['last_accessed'], 'token.last_accessed'),
    lifetime: lifetimeOf(entry['expiration']),
  };
}

/**
 * Only an explicit null means for ever (docs/registries/quay.md §2.6); what cannot be read is not
 * known.
 */
function lifetimeOf(expiration: unknown): Lifetime {
  if (expiration === null) return neverEnds;
  const at = optionalDate(expiration, 'token.expiration');
  return at === undefined ? unknownLifetime : until(at);
}
