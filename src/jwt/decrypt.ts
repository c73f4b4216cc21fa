import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import { Secret } from '../core/secret.ts';
import type { Values } from '../core/values.ts';
import { memberOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import { beginsAsObject } from './clean.ts';
import { decodeContent } from './content.ts';
import { decodeJwt } from './decode.ts';
import type { Decoded, TokenObject } from './decoded.ts';
import { plain } from './json.ts';
import { jsonFormIn } from './json-form.ts';
import { longestInflated, mostRecipients, mostRounds } from './limits.ts';
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
    return failed(t('This is not an encrypted token that can be read.'));
  }
  const { header, problems } = decoded;
  if (problems.some(({ code }) => code === 'duplicates')) {
    return failed(
      t('Members of the token are written twice: programs differ in how they read it.'),
    );
  }
  const recipients = recipientsOf(text);
  if (recipients.length > mostRecipients) {
    return failed(
      t(
        'The token has {0} recipients; more than {1} are refused.',
        recipients.length,
        mostRecipients,
      ),
    );
  }
  const reasons: string[] = [];
  for (const recipient of recipients) {
    const content = await openAs(recipient, key);
    if (typeof content !== 'string') return readContent(header, content);
    reasons.push(content);
  }
  // Of several recipients, that the key is another's says more than why it is not one's kind of key.
  return failed(reasons.find((reason) => reason === wrongKey()) ?? reasons[0] ?? wrongKey());
}

function readContent(header: TokenObject, content: Buffer): Decryption {
  const within = content.toString('latin1').trim().replace(/^"|"$/g, '');
  return beginsAsObject(within) && /^[\w-]+\.[\w.~-]*$/.test(within)
    ? { state: 'token', token: new Secret(within) }
    : { state: 'content', decoded: decodeContent(header, content) };
}

const wrongKey = (): string =>
  t('The key does not open this token: it was encrypted for another, or it was changed.');

/** The content as one recipient opens it, or why not. */
async function openAs({ token, header }: Recipient, key: string): Promise<Buffer | string> {
  const [algorithm, rounds] = [header['alg'], header['p2c']];
  if (typeof algorithm !== 'string') {
    return t('The header does not say by which algorithm (“alg”) the token is encrypted.');
  }
  if (algorithm === 'RSA1_5') {
    return t(
      'RSA1_5 is not used here: it lets others decrypt tokens by trial and error. Nothing was decrypted.',
    );
  }
  if (typeof rounds === 'number' && rounds > mostRounds) {
    return t(
      'The password is to be derived in {0} rounds; more than {1} are refused.',
      rounds,
      mostRounds,
    );
  }
  const keys = readDecryptionKey(key, algorithm);
  return typeof keys === 'string' ? keys : tryKeys(token, algorithm, keys);
}

const failed = (message: string): Decryption => ({ state: 'failed', message });

/** The content, or why no key opens it. */
async function tryKeys(
  token: Flattened,
  algorithm: string,
  keys: readonly DecryptionKey[],
): Promise<Buffer | string> {
  const { errors, flattenedDecrypt, importJWK } = await import('./jose.ts');
  const options = {
    keyManagementAlgorithms: [algorithm],
    maxPBES2Count: mostRounds,
    maxDecompressedLength: longestInflated,
  };
  let doubt: string | undefined;
  for (const key of keys) {
    try {
      const opened = 'jwk' in key ? await importJWK(key.jwk, algorithm) : key.bytes;
      const { plaintext } = await flattenedDecrypt(token, opened, options);
      return Buffer.from(plaintext);
    } catch (error) {
      if (error instanceof errors.JWEDecryptionFailed) continue;
      doubt ??= error instanceof Error ? error.message : String(error);
    }
  }
  return doubt === undefined ? wrongKey() : t('A key could not be used: {0}', visible(doubt, 200));
}

/** A token in the flattened JSON form (RFC 7516 §7.2.2), which jose looks at member by member. */
interface Flattened {
  readonly ciphertext: string;
  readonly iv?: string;
  readonly tag?: string;
  readonly protected?: string;
  readonly encrypted_key?: string;
}

/** The token as one of its recipients has it. */
interface Recipient {
  readonly token: Flattened;
  /** What its headers say together; each recipient may have an algorithm of its own. */
  readonly header: Values;
}

/** One recipient for a compact token; of the JSON form all. */
function recipientsOf(text: string): readonly Recipient[] {
  const form = jsonFormIn(text);
  const json = form && (plain(form) as Values);
  if (json === undefined) {
    const [header = '', encryptedKey = '', iv = '', ciphertext = '', tag = ''] =
      partsOf(text).segments;
    const known = encryptedKey === '' ? {} : { encrypted_key: encryptedKey };
    const token = { protected: header, ...known, iv, ciphertext, tag };
    return [{ token, header: protectedHeader(header) }];
  }
  const { recipients, ...common } = json;
  const each: readonly unknown[] = Array.isArray(recipients) ? recipients : [{}];
  return each.filter(isObject).map((own) => {
    const token = { ...common, ...own };
    const open = [memberOf(token, 'unprotected'), memberOf(token, 'header')].filter(isObject);
    const header = open.reduce<Values>(
      (all, part) => ({ ...all, ...part }),
      protectedHeader(memberOf(token, 'protected')),
    );
    return { token: token as unknown as Flattened, header };
  });
}

const protectedHeader = (encoded: unknown): Values =>
  typeof encoded === 'string' ? (jsonIn(Buffer.from(encoded, 'base64url').toString()) ?? {}) : {};

function jsonIn(text: string): Values | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
