import { isObject } from '../../../core/is-object.ts';
import { object, optionalDate, optionalString, parseJson } from '../../shared/rest/wire.ts';

/**
 * What the registry says of a token (docs/registries/rok.md §1, step 6). Times in ms since the
 * epoch.
 */
export interface TokenInfo {
  readonly uuid: string | undefined;
  readonly createdAt: number | undefined;
  readonly expiresAt: number | undefined;
  /** Whom it belongs to, in whatever form the server tells it. */
  readonly user: string | undefined;
}

/** Reads the 200 of `GET /auth/v1/token`. Throws `WireError` when it is something else. */
export function readTokenInfo(body: string): TokenInfo {
  const info = object(parseJson(body), 'body');
  return {
    uuid: optionalString(info['uuid'], 'uuid'),
    createdAt: optionalDate(info['created_at'], 'created_at'),
    expiresAt: optionalDate(info['expires_at'], 'expires_at'),
    user: userOf(info['user']),
  };
}

/** Whether a body is the registry's refusal of a token, rather than a gateway's. */
export function isUnauthorized(body: string): boolean {
  try {
    const reply = parseJson(body);
    return isObject(reply) && isObject(reply['unauthorized']);
  } catch {
    return false;
  }
}

/** The shape of `user` is not published: an object, a text or nothing. */
function userOf(user: unknown): string | undefined {
  if (typeof user === 'string') return user;
  if (!isObject(user)) return undefined;
  const names = ['username', 'user', 'name', 'email', 'uuid'].map((name) => user[name]);
  return names.find((name): name is string => typeof name === 'string' && name !== '');
}
