import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import { Secret } from '../core/secret.ts';
import type { Values } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import { beginsAsObject } from './clean.ts';
import { decodeContent, decodeJwt } from './decode.ts';
import type { Decoded } from './decoded.ts';
import { member } from './decoded.ts';
import { longestInflated, mostRounds } from './limits.ts';
import { partsOf } from './parts.ts';
import type { DecryptionKey } from './private-key.ts';
import { readDecryptionKey } from './private-key.ts';

/** What came out of an encrypted token. */
export type Decryption =
  /** Another token, with a signature of its own. */
  | { readonly state: 'token'; readonly token: Secret }
  /** Claims, or a message that is no JSON object. */
  | { readonly state: 'content'; readonly decoded: Decoded }
  /** Nothing; the message is a sentence. */
  | { readonly state: 'failed'; readonly message: string };

/**
 * Decrypts a token (RFC 7516 §5.2). Keeps nothing; does not reject.
 *
 * @param key as it was entered: a private key, or the secret or password that the algorithm wants
 */
export async function decryptToken(text: string, key: string): Promise<Decryption> {
  const decoded = decodeJwt(text);
  if (decoded.kind !== 'encrypted') {
    return failed(t('This is no encrypted token that can be read.'));
  }
  const { header, problems } = decoded;
  if (problems.some(({ code }) => code === 'duplicates')) {
    return failed(
      t('Members of the token are written twice: programs differ in how they read it.'),
    );
  }
  const [algorithm, rounds] = ['alg', 'p2c'].map((name) => member(header.values, name));
  if (typeof algorithm !== 'string') {
    return failed(t('The header does not say by which algorithm (“alg”) the token is encrypted.'));
  }
  if (algorithm === 'RSA1_5') {
    return failed(
      t('RSA1_5 is not used here: it lets others open tokens by trying. Nothing was decrypted.'),
    );
  }
  if (typeof rounds === 'number' && rounds > mostRounds) {
    return failed(
      t(
        'The password is to be derived in {0} rounds; more than {1} are refused.',
        rounds,
        mostRounds,
      ),
    );
  }
  const keys = readDecryptionKey(key, algorithm);
  if (typeof keys === 'string') return failed(keys);
  const content = await tryKeys(text, algorithm, keys);
  if (typeof content === 'string') return failed(content);
  const within = content.toString('latin1').trim().replace(/^"|"$/g, '');
  return beginsAsObject(within) && /^[\w-]+\.[\w.~-]*$/.test(within)
    ? { state: 'token', token: new Secret(within) }
    : { state: 'content', decoded: decodeContent(header, content) };
}

const failed = (message: string): Decryption => ({ state: 'failed', message });

/** The content, or why no key opens it. */
async function tryKeys(
  text: string,
  algorithm: string,
  keys: readonly DecryptionKey[],
): Promise<Buffer | string> {
  const { errors, flattenedDecrypt, importJWK } = await import('jose');
  const options = {
    keyManagementAlgorithms: [algorithm],
    maxPBES2Count: mostRounds,
    maxDecompressedLength: longestInflated,
  };
  let doubt: string | undefined;
  for (const recipient of recipientsOf(text)) {
    for (const key of keys) {
      try {
        const opened = 'jwk' in key ? await importJWK(key.jwk, algorithm) : key.bytes;
        const { plaintext } = await flattenedDecrypt(recipient, opened, options);
        return Buffer.from(plaintext);
      } catch (error) {
        if (error instanceof errors.JWEDecryptionFailed) continue;
        doubt ??= error instanceof Error ? error.message : String(error);
      }
    }
  }
  return doubt === undefined
    ? t('The key does not open this token: it was encrypted for another, or it was changed.')
    : t('A key could not be used: {0}', visible(doubt, 200));
}

/** A token in the flattened JSON form (RFC 7516 §7.2.2), which jose looks at member by member. */
interface Recipient {
  readonly ciphertext: string;
  readonly iv?: string;
  readonly tag?: string;
  readonly protected?: string;
  readonly encrypted_key?: string;
}

/** The token as each of its recipients has it; one for a compact token. */
function recipientsOf(text: string): readonly Recipient[] {
  const json = jsonIn(text);
  if (json === undefined) {
    const [header = '', encryptedKey = '', iv = '', ciphertext = '', tag = ''] =
      partsOf(text).segments;
    const known = encryptedKey === '' ? {} : { encrypted_key: encryptedKey };
    return [{ protected: header, ...known, iv, ciphertext, tag }];
  }
  const { recipients, ...common } = json;
  const each: readonly unknown[] = Array.isArray(recipients) ? recipients : [{}];
  return each.filter(isObject).map((own) => ({ ...common, ...own }) as unknown as Recipient);
}

function jsonIn(text: string): Values | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
