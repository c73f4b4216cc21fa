import type { webcrypto } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import type { SandboxClock } from '../clock.ts';
import type { RegistryClaims } from './registryToken.ts';
import { signingCertificate } from '../tls/authority.ts';
import { rs256Pair } from '../rs256.ts';

/** A key outlives its container by at most this long (docs/registries/quay.md §1.3). */
const KEY_LIFETIME_MS = 120 * 60 * 1000;

/** A signing key of one Quay container. */
export interface ServiceKey {
  readonly kid: string;
  /** RSA public key with `kid`. */
  readonly jwk: JWK;
  readonly publicKey: webcrypto.CryptoKey;
  readonly privateKey: webcrypto.CryptoKey;
  /** Self-signed certificate of the key: base64 DER for `x5c`, and PEM. */
  readonly x5c: string;
  readonly pem: string;
  expiresAt: number;
  approved: boolean;
}

/** The keys that sign registry tokens; the newest one signs, the older ones still verify. */
export class ServiceKeys {
  readonly keys: ServiceKey[];
  readonly #clock: SandboxClock;

  private constructor(first: ServiceKey, clock: SandboxClock) {
    this.keys = [first];
    this.#clock = clock;
  }

  static async create(clock: SandboxClock): Promise<ServiceKeys> {
    return new ServiceKeys(await generateKey(clock), clock);
  }

  /** Redeploys the container: a new key signs from now on. */
  async rotate(): Promise<void> {
    this.keys.unshift(await generateKey(this.#clock));
  }

  get current(): ServiceKey {
    const [key] = this.keys;
    if (key === undefined) {
      throw new Error('a Quay without a service key');
    }
    // The container's worker renews the key every 55 minutes, so the current one never ends.
    key.expiresAt = this.#clock.now() + KEY_LIFETIME_MS;
    return key;
  }

  /** Keys that `/keys/services/quay/keys` shows. */
  usable(): readonly ServiceKey[] {
    const { current } = this;
    const now = this.#clock.now();
    return this.keys.filter((key) => key.approved && (key === current || key.expiresAt > now));
  }

  /** Signs claims with RS256; the header carries `x5c` besides `kid` where it is asked for. */
  sign(claims: RegistryClaims, withCertificate: boolean): Promise<string> {
    const { kid, x5c, privateKey } = this.current;
    return new SignJWT(claims as JWTPayload)
      .setProtectedHeader({
        alg: 'RS256',
        typ: 'JWT',
        kid,
        ...(withCertificate ? { x5c: [x5c] } : {}),
      })
      .sign(privateKey);
  }
}

async function generateKey(clock: SandboxClock): Promise<ServiceKey> {
  const pair = await rs256Pair();
  const jwk = await exportJWK(pair.publicKey);
  const thumbprint = await calculateJwkThumbprint(jwk, 'sha256');
  const kid = Buffer.from(thumbprint, 'base64url').toString('hex');
  const certificate = await signingCertificate('Sandbox Quay signing key', pair);
  return {
    kid,
    jwk: { ...jwk, kid },
    publicKey: pair.publicKey,
    privateKey: pair.privateKey,
    x5c: Buffer.from(certificate.rawData).toString('base64'),
    pem: `${certificate.toString('pem')}\n`,
    expiresAt: clock.now() + KEY_LIFETIME_MS,
    approved: true,
  };
}
