import type { JsonObject } from './json.ts';
import type { Problem } from './problem.ts';

/** A token's parts as in compact form. */
export interface Parts {
  /** Of a token in a JSON form, the header is the part that is signed: perhaps nothing. */
  readonly segments: readonly string[];
  /** Members of the header that are not signed; only the JSON forms have them. */
  readonly unprotected?: JsonObject;
  /** What stands behind the signature of an SD-JWT (RFC 9901 §4, §8). */
  readonly disclosures?: Disclosures;
  /** The login that neither half of is a JWT, see `readBasicLogin`; its password is the only part. */
  readonly login?: BasicLogin;
  /** What compact form cannot express. */
  readonly problems: readonly Problem[];
}

/** Claims that were disclosed, in base64url, and the proof of who presents them, a compact token. */
export interface Disclosures {
  readonly items: readonly string[];
  readonly keyBinding?: string;
}

/** A user and a password, as HTTP's Basic scheme sends them together (RFC 7617). */
export interface BasicLogin {
  readonly userName: string;
  readonly password: string;
}
