import { type Lifetime, neverEnds, unknownLifetime, until } from '../../../core/lifetime.ts';
import { Secret } from '../../../core/secret.ts';
import { array, object, optionalDate, string } from '../../shared/rest/wire.ts';

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
  const token = object(object(json, 'body')['token'], 'token');
  const code = string(token['token_code'], 'token.token_code');
  return { ...readEntry(token), code: new Secret(code) };
}

function readEntry(json: unknown): AppToken {
  const token = object(json, 'token');
  return {
    uuid: string(token['uuid'], 'token.uuid'),
    title: string(token['title'], 'token.title'),
    createdAt: optionalDate(token['created'], 'token.created'),
    lastUsedAt: optionalDate(token['last_accessed'], 'token.last_accessed'),
    lifetime: lifetimeOf(token['expiration']),
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
