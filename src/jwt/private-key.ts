import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import type { Values } from '../core/values.ts';
import { memberOf } from '../core/values.ts';
import { mostKeys } from './jwks.ts';
import { readSharedSecret } from './shared-secret.ts';

/** A key as a JWK, a password, or the bytes of a secret. */
export type DecryptionKey = { readonly jwk: Values } | { readonly bytes: Uint8Array };

/** Whether a token of an algorithm is decrypted with a private key, and not with a secret. */
export const wantsPrivateKey = (algorithm: unknown): boolean =>
  typeof algorithm === 'string' && /^(?:RSA|ECDH)/.test(algorithm);

/**
 * Reads what a token is decrypted with: a private key (PEM, DER in base64, JWK or a set of them), or
 * the secret or password that its algorithm wants.
 *
 * @returns a sentence instead when the text is nothing of this
 */
export function readDecryptionKey(
  text: string,
  algorithm: string,
): readonly DecryptionKey[] | string {
  const jwks = jwksIn(text);
  if (!wantsPrivateKey(algorithm)) {
    const secrets = jwks?.filter(({ kty }) => kty === 'oct') ?? [];
    if (secrets.length > 0) return secrets.map((jwk) => ({ jwk }));
    if (algorithm.startsWith('PBES2')) return [{ bytes: Buffer.from(text) }];
    return readSharedSecret(text, { algorithm, keyId: undefined });
  }
  const keys = jwks?.filter((jwk) => Object.hasOwn(jwk, 'd')) ?? [];
  if (keys.length > 0) return keys.map((jwk) => ({ jwk }));
  if (text.includes('ENCRYPTED')) {
    return t('The private key is encrypted itself: export it without a passphrase.');
  }
  const key = privateKeyOf(text);
  return key === undefined
    ? t('This is not a private key.')
    : [{ jwk: { ...key.export({ format: 'jwk' }) } }];
}

function jwksIn(text: string): readonly Values[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    const listed = memberOf(parsed, 'keys');
    const keys: readonly unknown[] = Array.isArray(listed) ? listed : [parsed];
    return keys.slice(0, mostKeys).filter(isObject);
  } catch {
    return undefined;
  }
}

/** A box of one line takes the line breaks out of what is pasted; PEM wants them back. */
function privateKeyOf(text: string): KeyObject | undefined {
  const block = /-----BEGIN ([A-Z ]{1,30})-----([^-]*)-----END \1-----/.exec(
    text.replace(/\\[rn]/g, '\n'),
  );
  if (block !== null) {
    const [, label = '', body = ''] = block;
    const lines = (body.replace(/\s+/g, '').match(/.{1,64}/g) ?? []).join('\n');
    return keyOf(() =>
      createPrivateKey(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`),
    );
  }
  const key = Buffer.from(text.replace(/\s+/g, ''), 'base64');
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const found = keyOf(() => createPrivateKey({ key, format: 'der', type }));
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyOf(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
