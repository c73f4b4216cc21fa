import type { Problem } from './problem.ts';

/** The times of a token in milliseconds since the epoch; only those that can be relied on. */
export interface Times {
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly expires?: number;
}

/** Claims that hold an instant in seconds (RFC 7519 §2, NumericDate; OpenID Connect Core §2). */
export const timeClaims: ReadonlySet<string> = new Set([
  'exp',
  'nbf',
  'iat',
  'auth_time',
  'updated_at',
]);

/** 9999-12-31T23:59:59Z in seconds; a present-day time in milliseconds is far beyond. */
const lastSecond = 253_402_300_799;

/**
 * Reads a time claim strictly. A value that is not a whole number of seconds in a sensible range
 * counts for nothing: what one program reads as expired another reads as valid for ever.
 *
 * @returns milliseconds, or why the value is not to be relied on
 */
export function readTime(name: string, value: unknown): number | Problem {
  const problem = (code: 'time-type' | 'time-fraction' | 'time-range' | 'time-milliseconds') =>
    ({ code, place: 'claims', name }) as const;
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem('time-type');
  if (!Number.isInteger(value)) return problem('time-fraction');
  if (value < 0) return problem('time-range');
  if (value <= lastSecond) return value * 1000;
  return problem(value / 1000 <= lastSecond ? 'time-milliseconds' : 'time-range');
}
