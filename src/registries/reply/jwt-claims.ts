import { isObject, type JsonObject } from './wire.ts';

/** Header and claims of a JWT as they stand there: nothing is verified. */
export interface JwtContent {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** Reads a signed JWT; `undefined` for whatever is none (opaque tokens, encrypted ones). */
export function readJwt(token: string): JwtContent | undefined {
  const [first = '', second = '', ...rest] = token.split('.');
  if (rest.length !== 1) return undefined;
  const header = part(first);
  const claims = part(second);
  return header === undefined || claims === undefined ? undefined : { header, claims };
}

function part(text: string): JsonObject | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    const json = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** A claim of seconds since the epoch, in milliseconds. */
export function instantClaim(claims: JsonObject, name: string): number | undefined {
  const value = claims[name];
  return typeof value === 'number' && Number.isFinite(value) ? value * 1000 : undefined;
}

export function textClaim(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' ? value : undefined;
}
