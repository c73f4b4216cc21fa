import type { HttpReply } from '../../net/http/http.ts';

/** Public keys, and where they came from. */
export interface KeySource {
  /** A JWK set, a list of JWKs or one, parsed or as text; or PEM or DER in base64 as text. */
  readonly keys: unknown;
  /** Where they came from, as people name it. */
  readonly origin: string;
  /** How far the server's clock is ahead of ours, in milliseconds, when it told its time. */
  readonly skew?: number;
}

/** Compares the time in a reply (`Date`, in whole seconds) with ours at its arrival. */
export function skewOf({ headers }: HttpReply, now: number): number | undefined {
  const told = Date.parse(headers.get('date') ?? '');
  // The header drops what is beyond the second: half of one is the likeliest.
  return Number.isNaN(told) ? undefined : told + 500 - now;
}
