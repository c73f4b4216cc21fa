import type { Lifetime } from '../core/lifetime.ts';
import type { OpaqueForm } from '../core/token-language.ts';
import type { JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import type { Row } from './row.ts';
import type { Times } from './times.ts';

/** A JSON object out of a token: as values to reason by, and as it was written to be shown. */
export interface TokenObject {
  readonly values: Readonly<Record<string, unknown>>;
  readonly json: JsonObject;
}

/** What came along in a token beside its header and claims, as rows below a title. */
export interface Enclosure {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** What may come along in a token with a header; see `readEnclosures`. */
interface Enclosing {
  readonly enclosures?: readonly Enclosure[];
}

/** A signed (or at least three-part) token whose header and claims can be read. */
export interface DecodedJwt extends Enclosing {
  readonly kind: 'jwt';
  readonly header: TokenObject;
  readonly claims: TokenObject;
  /** The signature's length in bytes; 0 when it is missing. Never its value. */
  readonly signatureBytes: number;
  readonly times: Times;
  /** How many claims are disclosed beside those of the token; absent unless it is an SD-JWT. */
  readonly disclosures?: number;
  /** The form of the longer token that this one is a part of. */
  readonly carrier?: OpaqueForm;
  /** It was encrypted instead of signed, and these are the claims that were inside. */
  readonly decrypted?: true;
  /** Until `exp`; `unknown` without one, or with one that cannot be relied on. */
  readonly lifetime: Lifetime;
  /** Readable, but not as it should be. */
  readonly problems: readonly Problem[];
}

/** A signed token whose content is another token (RFC 7519 §5.2 and appendix A.2). */
interface DecodedNested extends Enclosing {
  readonly kind: 'nested';
  /** Of the outer token. */
  readonly header: TokenObject;
  /** As for a plain one, of the outer token. */
  readonly signatureBytes: number;
  readonly inner: Decoded;
  /** The inner token's. */
  readonly lifetime: Lifetime;
  /** Of the outer token's form. */
  readonly problems: readonly Problem[];
}

/** A sound JWS that is no JWT: what it signs is no JSON object (RFC 7515 §1, RFC 7519 §7.2). */
export interface DecodedMessage extends Enclosing {
  readonly kind: 'message';
  readonly header: TokenObject;
  /** As for a JWT. */
  readonly signatureBytes: number;
  /** The content, where it is text. */
  readonly text?: string;
  /** The content is not here: it travels apart (RFC 7515 appendix F). */
  readonly detached?: true;
  /** As for a JWT. */
  readonly decrypted?: true;
  readonly problems: readonly Problem[];
}

/** A JWE: only its header can be read without the key. */
interface DecodedJwe extends Enclosing {
  readonly kind: 'encrypted';
  readonly header: TokenObject;
  readonly problems: readonly Problem[];
}

/** No JWT; perhaps of a form that is known. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly length: number;
  readonly form: OpaqueForm | undefined;
  readonly lifetime: Lifetime;
  /** The login whose password it was, or whose user name. */
  readonly login?: NamedLogin;
}

/** A login as far as it may be told. */
export interface NamedLogin {
  /** Absent where that is the secret, or may be. */
  readonly userName?: string;
}

/** Meant to be a JWT, but broken; with what of it can be read. */
interface Malformed extends Enclosing {
  readonly kind: 'malformed';
  readonly header?: TokenObject;
  readonly claims?: TokenObject;
  /** Why; at least one. */
  readonly problems: readonly Problem[];
}

interface Empty {
  readonly kind: 'empty';
}

export type Decoded =
  DecodedJwt | DecodedNested | DecodedMessage | DecodedJwe | Opaque | Malformed | Empty;

/** A token that carries a signature which can be asked about. */
export type Signed = DecodedJwt | DecodedNested | DecodedMessage;

export const isSigned = (decoded: Decoded): decoded is Signed =>
  decoded.kind === 'nested' ||
  ((decoded.kind === 'jwt' || decoded.kind === 'message') && decoded.decrypted !== true);

/** Why nobody has signed a token; `undefined` for one that is signed, or was encrypted instead. */
export function signatureLack({
  header,
  signatureBytes,
  decrypted,
}: Pick<DecodedJwt, 'header' | 'signatureBytes' | 'decrypted'>): SignatureLack | undefined {
  const algorithm = member(header.values, 'alg');
  if (decrypted === true) return undefined;
  if (typeof algorithm === 'string' && algorithm.toLowerCase() === 'none') return 'alg-none';
  return signatureBytes > 0 ? undefined : 'unsigned';
}

export type SignatureLack = 'alg-none' | 'unsigned';

/** A member of its own, not one that every object inherits. */
export function member(values: TokenObject['values'], name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
