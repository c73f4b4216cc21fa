import { type Lifetime, unknownLifetime, until } from '../../../core/lifetime.ts';
import type { Secret } from '../../../core/secret.ts';
import {
  array,
  object,
  optionalDate,
  optionalString,
  string,
  token,
} from '../../shared/rest/wire.ts';

/**
 * An API token of an OAuth application (docs/registries/quay.md §2.7). Instants are milliseconds
 * since the epoch.
 */
export interface ApiToken {
  readonly uuid: string;
  /** `''` for one that was made in the web page. */
  readonly name: string;
  readonly scope: readonly string[];
  /** The user it acts as; `''` when that is not told. */
  readonly createdBy: string;
  readonly createdAt: number | undefined;
  readonly lastUsedAt: number | undefined;
  readonly lifetime: Lifetime;
}

/** With the secret, as the server tells it once: when it is issued. */
export interface IssuedApiToken extends ApiToken {
  readonly secret: Secret;
}

/** Some of an application's tokens, of all its users. */
export interface ApiTokenPage {
  readonly tokens: readonly ApiToken[];
  /** Asks for the page behind; absent on the last one. */
  readonly next: string | undefined;
}

/** `{tokens: […], next_page?}` */
export function readApiTokenPage(json: unknown): ApiTokenPage {
  const body = object(json, 'body');
  return {
    tokens: array(body['tokens'], 'tokens').map(readEntry),
    next: optionalString(body['next_page'], 'next_page'),
  };
}

/** `{uuid, …, token}` */
export function readIssuedApiToken(json: unknown): IssuedApiToken {
  const secret = token(object(json, 'body')['token'], 'token');
  return { ...readEntry(json), secret };
}

function readEntry(json: unknown): ApiToken {
  const entry = object(json, 'tokens[]');
  const end = optionalDate(entry['expires_at'], 'tokens[].expires_at');
  return {
    uuid: string(entry['uuid'], 'tokens[].uuid'),
    name: optionalString(entry['name'], 'tokens[].name') ?? '',
    scope: words(optionalString(entry['scope'], 'tokens[].scope') ?? ''),
    createdBy: optionalString(entry['created_by'], 'tokens[].created_by') ?? '',
    createdAt: optionalDate(entry['created'], 'tokens[].created'),
    lastUsedAt: optionalDate(entry['last_accessed'], 'tokens[].last_accessed'),
    lifetime: end === undefined ? unknownLifetime : until(end),
  };
}

const words = (scope: string): readonly string[] =>
  scope.split(/[\s,]+/).filter((word) => word !== '');
