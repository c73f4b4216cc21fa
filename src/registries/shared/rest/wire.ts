/**
 * Guards for what comes over the wire. Written by hand, since they run over ten thousand robots,
 * and silent about values, since a value may be a token: a failure names the place and nothing else.
 */
import { isObject } from '../../../core/is-object.ts';
import { Secret } from '../../../core/secret.ts';

/** A reply that is not of the promised shape. `place` reads like `robots[].name`. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly place: string;

  constructor(place: string) {
    super(`unexpected reply at ${place}`);
    this.place = place;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a body. The parser's own message is dropped: it quotes the text. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new WireError('body');
  }
}

/** The object that a body is, where it may as well be anything else, as in a refusal. */
export function objectIn(body: string): JsonObject | undefined {
  if (!body.trimStart().startsWith('{')) return undefined;
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

export function object(value: unknown, place: string): JsonObject {
  if (!isObject(value)) throw new WireError(place);
  return value;
}

export function array(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new WireError(place);
  return value;
}

export function string(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new WireError(place);
  return value;
}

/** For what a server may leave out or set to null. */
export function optionalString(value: unknown, place: string): string | undefined {
  return value === undefined || value === null ? undefined : string(value, place);
}

/**
 * A token that a server made: visible ASCII without blanks, as a header takes it. One with a line
 * break or a key of a terminal in it would be more than a token wherever it is pasted or written.
 */
export function token(value: unknown, place: string): Secret {
  const text = string(value, place);
  if (!/^[\x21-\x7e]+$/.test(text)) throw new WireError(place);
  return new Secret(text);
}

/** As `token`, where a server may have none: left out, null or empty. */
export function optionalToken(value: unknown, place: string): Secret | undefined {
  const text = optionalString(value, place);
  return text === undefined || text === '' ? undefined : token(text, place);
}

export function optionalBoolean(value: unknown, place: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new WireError(place);
  return value;
}

/**
 * Milliseconds since the epoch out of any form that `Date` reads. A date that cannot be read is
 * treated as not told: nobody should lose a list over it.
 */
export function optionalDate(value: unknown, place: string): number | undefined {
  const text = optionalString(value, place);
  if (text === undefined) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
