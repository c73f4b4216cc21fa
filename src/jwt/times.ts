import type { Problem } from './problem.ts';

/** The times of a token in milliseconds since the epoch; only those that programs agree on. */
export interface Times {
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** There is an `exp`, but programs differ in what it means. */
  readonly unclearEnd?: true;
  /** The same of `nbf`. */
  readonly unclearBegin?: true;
}

/** Claims that hold an instant in seconds (RFC 7519 §2, NumericDate; OpenID Connect Core §2). */
export const timeClaims: ReadonlySet<string> = new Set([
  'exp',
  'nbf',
  'iat',
  'auth_time',
  'updated_at',
]);

/** The year 10000 in seconds; a present-day time in milliseconds is far beyond. */
const endOfYears = 253_402_300_800;

/** 2001-09-09 in milliseconds: no token is older, so a smaller number is none of milliseconds. */
const firstMilliseconds = 1_000_000_000_000;

/** Seconds before 1970 that a calendar still reaches. */
const firstSecond = -8_640_000_000_000;

/**
 * Zero is 1970, which nobody means: where it would be the end of a token or when somebody signed in,
 * some programs mean by it that there is none (Keycloak by the `exp` of offline tokens).
 */
const zeroIsATime: ReadonlySet<string> = new Set(['nbf', 'iat']);

export interface ReadTime {
  /** Milliseconds since the epoch; absent where programs differ in reading the value. */
  readonly instant?: number;
  /** What is to be said of the value. */
  readonly problem?: Problem;
}

/**
 * Reads a time claim: seconds, whole or not, since 1970 (RFC 7519 §2). What common libraries make
 * of any other value differs, so it has no instant.
 */
export function readTime(name: string, value: unknown): ReadTime {
  const place = 'claims';
  if (typeof value !== 'number' || Number.isNaN(value)) {
    return { problem: { code: 'time-type', place, name } };
  }
  if (value >= endOfYears) {
    const isMilliseconds = value >= firstMilliseconds && value / 1000 < endOfYears;
    return isMilliseconds
      ? { problem: { code: 'time-milliseconds', place, name, instant: value } }
      : { problem: { code: 'time-beyond', place, name } };
  }
  if (value === 0 && !zeroIsATime.has(name)) {
    return { problem: { code: 'time-zero', place, name } };
  }
  if (value < 0) {
    const problem = { code: 'time-negative', place, name } as const;
    return value < firstSecond ? { problem } : { problem, instant: Math.round(value * 1000) };
  }
  return { instant: Math.round(value * 1000) };
}
