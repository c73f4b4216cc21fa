import { t } from '../core/l10n.ts';
import { isObject } from '../core/is-object.ts';

/** One way of reading what a person entered as the bytes of a shared secret. */
export interface SecretReading {
  /** Names the reading in a result. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The bytes that a text may stand for: those of its characters, or what it encodes. Programs differ
 * in that, and a signature that holds under one of them holds.
 *
 * @returns a sentence instead when the text is a key that must not be taken for a secret
 */
export function readSharedSecret(text: string): readonly SecretReading[] | string {
  if (text.includes('-----BEGIN')) return notSecret();
  const jwk = parseObject(text);
  if (jwk !== undefined) {
    const { kty, k } = jwk;
    if (kty !== 'oct' || typeof k !== 'string') return notSecret();
    return [{ name: t('the shared secret out of a JWK'), bytes: Buffer.from(k, 'base64url') }];
  }
  const readings: SecretReading[] = [
    { name: t('the shared secret, as text'), bytes: Buffer.from(text) },
  ];
  if (/^(?:[0-9a-f]{2}){16,}$/i.test(text)) {
    readings.push({
      name: t('the shared secret, read as hexadecimal'),
      bytes: Buffer.from(text, 'hex'),
    });
  }
  if (/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(text)) {
    // Node reads both alphabets under either name.
    readings.push({
      name: t('the shared secret, read as base64'),
      bytes: Buffer.from(text, 'base64'),
    });
  }
  return readings;
}

const notSecret = (): string => t('This is a key of a pair, not a shared secret.');

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
