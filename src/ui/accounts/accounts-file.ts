import { dirname, isAbsolute, resolve } from 'node:path';
import type { TlsTrust } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { looksSecret } from '../../core/looks-secret.ts';
import { Secret } from '../../core/secret.ts';
import { trimEnd } from '../../core/trim.ts';
import { pemCertificates } from '../../net/tls/pem-certificates.ts';
import { readRegularFile } from '../../programs/read-regular-file.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import type { FormValue } from '../../registries/contract/form.ts';
import { findKind } from '../../registries/kinds.ts';
import type { Offer } from './offer.ts';

/** Longest file that is read, in bytes. */
const longestFile = 1024 * 1024;

/**
 * Reads the accounts file. Rejects with `RegistryError` when it cannot be used; the message names
 * the file and what is wrong with it, never its content.
 *
 * @param untrusted folders from which nothing is read, links followed
 */
export async function readOffers(file: string, untrusted: readonly string[]): Promise<Offer[]> {
  // A relative one would begin at the folder in which the editor was started, which nobody knows.
  if (!isAbsolute(file)) throw problem(file, t('its path must be absolute'));
  const text = await readAllowed(file, untrusted);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be a secret.
    throw problem(file, t('it is not JSON'));
  }
  const accounts = isObject(content) ? content['accounts'] : undefined;
  if (!Array.isArray(accounts)) throw problem(file, t('it has no list “accounts”'));
  const offers = await Promise.all(
    accounts.map((entry, index) => parse({ file, untrusted }, entry, index + 1)),
  );
  return offers.filter((offer) => offer !== undefined);
}

/** The accounts file itself, and where nothing may be read. */
interface From {
  readonly file: string;
  readonly untrusted: readonly string[];
}

/** Reads one entry; `undefined` for a kind of a later version, which must not hide the others. */
async function parse(from: From, entry: unknown, number: number): Promise<Offer | undefined> {
  const { file } = from;
  const wrong = (what: string) => problem(file, t('account {0}: {1}', number, what));
  if (!isObject(entry)) throw wrong(t('not an object'));
  const { kind, label, url, signIn, tls, options } = entry;
  if (typeof kind !== 'string') throw wrong(t('“kind” is not a text'));
  if (findKind(kind) === undefined) return undefined;
  if (typeof url !== 'string' || !URL.canParse(url)) throw wrong(t('“url” is not an address'));
  const secrets = signIn === undefined ? {} : strings(signIn);
  const choices = options === undefined ? {} : strings(options);
  // A name is shown everywhere.
  if (typeof label === 'string' && looksSecret(label)) {
    throw wrong(t('“label” looks like a secret'));
  }
  if (secrets === undefined) throw wrong(t('“signIn” is not an object of texts'));
  if (choices === undefined) throw wrong(t('“options” is not an object of texts'));
  const trusted = await trust(from, tls, wrong);
  const values: Record<string, FormValue> = { ...choices, url };
  for (const [name, value] of Object.entries(secrets)) values[name] = new Secret(value);
  return {
    kind,
    label: typeof label === 'string' && label.trim() !== '' ? label.trim() : new URL(url).host,
    url: trimEnd(url, '/'),
    tls: trusted?.tls,
    values,
    hasSignIn: Object.keys(secrets).length > 0,
    source: file,
    preview: [
      ...Object.entries(choices).map(([name, value]) => t('{0}: {1}', name, value)),
      ...(trusted?.lines ?? []),
    ],
  };
}

/** Trust as the file asks for it, and how the person reads it before saying yes. */
async function trust(
  from: From,
  tls: unknown,
  wrong: (what: string) => RegistryError,
): Promise<{ readonly tls: TlsTrust; readonly lines: readonly string[] } | undefined> {
  if (tls === undefined) return undefined;
  const members = strings(tls);
  if (members === undefined) throw wrong(t('“tls” is not an object of texts'));
  const { ca, caFile, fingerprint256 } = members;
  if (fingerprint256 !== undefined) {
    const hex = fingerprint256.replaceAll(':', '').toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(hex)) throw wrong(t('“fingerprint256” is not a SHA-256'));
    const line = t('Trusts the server with the SHA-256 fingerprint {0}', hex);
    return { tls: { fingerprint256: hex }, lines: [line] };
  }
  const file = caFile === undefined ? undefined : resolve(dirname(from.file), caFile);
  const text = file === undefined ? ca : await readAllowed(file, from.untrusted);
  if (text === undefined) return undefined;
  const found = pemCertificates(text);
  if (found === undefined) {
    const what = t('it holds anything else than certificates in PEM form');
    throw file === undefined ? wrong(t('“ca”: {0}', what)) : problem(file, what);
  }
  return {
    tls: { ca: found.pem },
    lines: found.certificates.map(({ subject, fingerprint256: hash, validTo }) =>
      t(
        'Trusts the authority {0}, valid until {1}, SHA-256 fingerprint {2}',
        subject.replaceAll('\n', ', '),
        validTo,
        hash.replaceAll(':', '').toLowerCase(),
      ),
    ),
  };
}

/** A file of the person's own. Rejects with `RegistryError` what must not or cannot be read. */
async function readAllowed(file: string, untrusted: readonly string[]): Promise<string> {
  if (isInside(file, untrusted)) {
    throw problem(file, t('it lies inside a workspace that is not trusted'));
  }
  const read = await readRegularFile(file, longestFile);
  if ('text' in read) return read.text;
  switch (read.unread) {
    case 'too-long':
      throw problem(file, t('it is too long'));
    case 'not-a-file':
      throw problem(file, t('it is not a regular file'));
    case 'unreadable':
      throw problem(file, t('it cannot be read'), read.cause);
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
