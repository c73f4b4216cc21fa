import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { TlsTrust } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { trimEnd } from '../../core/trim.ts';
import { Secret } from '../../core/secret.ts';
import { isObject } from '../../core/is-object.ts';
import { findKind } from '../../registries/kinds.ts';
import type { FormValue } from '../../registries/contract/form.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import { untrustedFolders } from '../editor/untrusted-folders.ts';
import type { Offer } from './offer.ts';

/** Longest accounts file that is read, in bytes. */
const longestFile = 1024 * 1024;

/**
 * Reads the accounts file. Rejects with `RegistryError` when it cannot be used; the message names
 * the file and what is wrong with it, never its content.
 */
export async function readOffers(file: string): Promise<Offer[]> {
  if (isInside(file, untrustedFolders())) {
    throw problem(file, t('it lies inside a workspace that is not trusted'));
  }
  let text: string;
  try {
    if ((await stat(file)).size > longestFile) throw problem(file, t('it is too long'));
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof RegistryError) throw error;
    throw problem(file, t('it cannot be read'), error);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be a secret.
    throw problem(file, t('it is not JSON'));
  }
  const accounts = isObject(content) ? content['accounts'] : undefined;
  if (!Array.isArray(accounts)) throw problem(file, t('it has no list “accounts”'));
  const offers = await Promise.all(accounts.map((entry, index) => parse(file, entry, index + 1)));
  return offers.filter((offer) => offer !== undefined);
}

/** Reads one entry; `undefined` for a kind of a later version, which must not hide the others. */
async function parse(file: string, entry: unknown, number: number): Promise<Offer | undefined> {
  const wrong = (what: string) => problem(file, t('account {0}: {1}', number, what));
  if (!isObject(entry)) throw wrong(t('not an object'));
  const { kind, label, url, signIn, tls, options } = entry;
  if (typeof kind !== 'string') throw wrong(t('“kind” is not a text'));
  if (findKind(kind) === undefined) return undefined;
  if (typeof url !== 'string' || !URL.canParse(url)) throw wrong(t('“url” is not an address'));
  const secrets = signIn === undefined ? {} : strings(signIn);
  const choices = options === undefined ? {} : strings(options);
  if (secrets === undefined) throw wrong(t('“signIn” is not an object of texts'));
  if (choices === undefined) throw wrong(t('“options” is not an object of texts'));
  const values: Record<string, FormValue> = { ...choices, url };
  for (const [name, value] of Object.entries(secrets)) values[name] = new Secret(value);
  return {
    kind,
    label: typeof label === 'string' && label.trim() !== '' ? label.trim() : new URL(url).host,
    url: trimEnd(url, '/'),
    tls: await trust(file, tls, wrong),
    values,
    hasSignIn: Object.keys(secrets).length > 0,
    source: file,
    preview: [],
  };
}

async function trust(
  file: string,
  tls: unknown,
  wrong: (what: string) => RegistryError,
): Promise<TlsTrust | undefined> {
  if (tls === undefined) return undefined;
  const members = strings(tls);
  if (members === undefined) throw wrong(t('“tls” is not an object of texts'));
  const { ca, caFile, fingerprint256 } = members;
  if (fingerprint256 !== undefined) {
    const hex = fingerprint256.replaceAll(':', '').toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(hex)) throw wrong(t('“fingerprint256” is not a SHA-256'));
    return { fingerprint256: hex };
  }
  if (ca !== undefined) return { ca };
  if (caFile === undefined) return undefined;
  try {
    return { ca: await readFile(resolve(dirname(file), caFile), 'utf8') };
  } catch (error) {
    throw problem(caFile, t('it cannot be read'), error);
  }
}

const problem = (file: string, what: string, cause?: unknown) =>
  new RegistryError('invalid-input', t('The accounts file {0} cannot be used: {1}.', file, what), {
    cause,
    repair: null,
  });

/** An object whose members are all texts; `undefined` for anything else. */
function strings(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}
