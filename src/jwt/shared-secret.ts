import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import { trimBoth } from '../core/trim.ts';
import { visible } from '../core/visible.ts';
import { jwkOfDer, readKeyText } from './key-text.ts';

/** One way of reading what a person entered as the bytes of a shared secret. */
export interface SecretReading {
  /** Names the reading in a result. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a token says of the secret that it was signed with. */
export interface SecretWanted {
  readonly algorithm: string;
  readonly keyId: unknown;
}

/**
 * The bytes that a text may stand for: those of its characters, or what it encodes. Programs differ
 * in that, and a signature that holds under one of them holds.
 *
 * @returns a sentence instead when the text is a key that must not be taken for this secret
 */
export function readSharedSecret(
  text: string,
  wanted: SecretWanted,
): readonly SecretReading[] | string {
  const parsed = parseObject(text);
  if (parsed !== undefined && !text.includes('-----BEGIN')) return readJwks(parsed, wanted);
  const encoded: SecretReading[] = [];
  if (/^(?:[0-9a-f]{2}){16,}$/i.test(text)) {
    encoded.push({
      name: t('the shared secret, read as hexadecimal'),
      bytes: Buffer.from(text, 'hex'),
    });
  }
  const compact = text.replace(/\s+/g, '');
  if (/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(compact)) {
    // Node reads both alphabets under either name.
    encoded.push({
      name: t('the shared secret, read as base64'),
      bytes: Buffer.from(compact, 'base64'),
    });
  }
  const readings = [
    { name: t('the shared secret, as text'), bytes: Buffer.from(text) },
    ...encoded,
  ];
  return readings.some(({ bytes }) => isOfPair(bytes)) ? notSecret() : readings;
}

/**
 * Whether bytes are a key of a pair, in binary or in any form of text, in quotes or not. Whoever
 * knows a public key, as everybody may, could sign with it.
 */
function isOfPair(bytes: Buffer): boolean {
  const text = trimBoth(bytes.toString(), ' \t\r\n"\'`');
  return (
    text.includes('-----BEGIN') ||
    readKeyText(text) !== undefined ||
    jwkOfDer(bytes.toString('base64')) !== undefined
  );
}

/** A symmetric JWK or a set of them: `alg`, `use` and `key_ops` count (RFC 7517 §4). */
function readJwks(
  parsed: Readonly<Record<string, unknown>>,
  { algorithm, keyId }: SecretWanted,
): readonly SecretReading[] | string {
  const listed = parsed['keys'];
  const keys = Array.isArray(listed) ? listed.filter(isObject) : [parsed];
  const symmetric = keys.filter(({ kty, k }) => kty === 'oct' && typeof k === 'string');
  if (symmetric.length === 0) return notSecret();
  const named = symmetric.filter(
    ({ kid }) => typeof keyId !== 'string' || kid === undefined || kid === keyId,
  );
  if (named.length === 0) {
    return t(
      'The token names the key “{0}”, which is not among the keys.',
      visible(String(keyId), 60),
    );
  }
  const refusals = named.map((jwk) => refusal(jwk, algorithm));
  const usable = named.filter((_, index) => refusals[index] === undefined);
  return usable.length === 0
    ? (refusals.find((reason) => reason !== undefined) ?? notSecret())
    : usable.map(({ k }) => ({
        name: t('the shared secret out of a JWK'),
        bytes: Buffer.from(String(k), 'base64url'),
      }));
}

function refusal(
  { alg, use, key_ops: operations }: Readonly<Record<string, unknown>>,
  algorithm: string,
): string | undefined {
  if (alg !== undefined && alg !== algorithm) {
    return t(
      'The key is made for {0}, and the token names {1}.',
      typeof alg === 'string' ? visible(alg, 40) : '?',
      algorithm,
    );
  }
  const forOthers = Array.isArray(operations) && !operations.includes('verify');
  if ((use !== undefined && use !== 'sig') || forOthers) {
    return t('The key is not made for checking signatures (“use”, “key_ops”).');
  }
  return undefined;
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
