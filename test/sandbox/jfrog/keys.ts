import { createHash, KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { signingCertificate } from '../tls/authority.ts';
import { rs256Pair } from '../rs256.ts';

/** The claims of a token; `ext` is JSON in a string (docs/registries/jfrog.md §3.1). */
export interface AccessClaims {
  readonly sub: string;
  readonly scp: string;
  readonly aud: string | readonly string[];
  readonly iss: string;
  readonly iat: number;
  readonly exp?: number;
  readonly jti: string;
  readonly ext?: string;
}

/** The root certificate of one instance with the key that signs its tokens. */
export class RootKey {
  /** `base64url(SHA-256(DER of the root certificate))` (docs/registries/jfrog.md §3.1). */
  readonly kid: string;
  readonly der: Buffer;
  readonly #private: KeyObject;
  readonly #public: KeyObject;
  /** What was signed before: the same claims are signed the same way. */
  readonly #signed = new Map<string, string>();

  private constructor(der: Buffer, privateKey: KeyObject) {
    this.der = der;
    this.kid = createHash('sha256').update(der).digest('base64url');
    this.#private = privateKey;
    this.#public = new X509Certificate(der).publicKey;
  }

  static async create(serviceId: string): Promise<RootKey> {
    const pair = await rs256Pair();
    const certificate = await signingCertificate(`JFrog Token Issuer ${serviceId}`, pair);
    return new RootKey(Buffer.from(certificate.rawData), KeyObject.from(pair.privateKey));
  }

  get pem(): string {
    return new X509Certificate(this.der).toString();
  }

  sign(claims: AccessClaims): string {
    const header = { ver: '2', typ: 'JWT', alg: 'RS256', kid: this.kid };
    const text = `${part(header)}.${part(claims)}`;
    const known = this.#signed.get(text);
    if (known !== undefined) return known;
    const signature = sign('RSA-SHA256', Buffer.from(text), this.#private).toString('base64url');
    const signed = `${text}.${signature}`;
    this.#signed.set(text, signed);
    return signed;
  }

  /** The claims of a token of this key; `undefined` for anything else. Times are not looked at. */
  verify(token: string): AccessClaims | undefined {
    const [header = '', payload = '', signature = '', ...rest] = token.split('.');
    if (rest.length > 0 || signature === '') return undefined;
    const text = Buffer.from(`${header}.${payload}`);
    if (!verify('RSA-SHA256', text, this.#public, Buffer.from(signature, 'base64url')))
      return undefined;
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as AccessClaims;
  }
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
