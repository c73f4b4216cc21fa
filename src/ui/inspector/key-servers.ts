import type { Clock } from '../../core/clock.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { trimEnd } from '../../core/trim.ts';
import type { Values } from '../../core/values.ts';
import { textOf } from '../../core/values.ts';
import type { HttpClient, HttpReply, HttpRequest } from '../../net/http/http.ts';
import { mayBeHere } from '../../net/http/this-machine.ts';
import { isLoopback, parseBaseUrl } from '../../net/http/url.ts';
import { type KeySource, skewOf } from '../../registries/contract/key-source.ts';

/** Key sets are small; a longer answer is something else. */
const limits = { timeoutMs: 15_000, maxBytes: 1_000_000 };

/** What reading keys needs: a client that sends no sign-in, and our clock. */
export interface KeyReader {
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** Reads the key set at an address. Rejects with `RegistryError`. */
export async function keysAt(
  url: string,
  reader: KeyReader,
  signal: AbortSignal,
): Promise<KeySource> {
  const { json, skew } = await readJson(url, reader, signal);
  if (isDiscovery(json)) {
    const issuer = textOf(json['issuer']);
    const isAt = issuer !== undefined && URL.canParse(issuer) && discoveryAt(issuer).includes(url);
    if (!isAt) throw notAbout(url);
    return keysOfDocument(json, { issuer, address: url }, reader, signal);
  }
  return { keys: json, origin: url, ...(skew === undefined ? {} : { skew }) };
}

/** A discovery document: it names the address of keys, and has none. */
export const isDiscovery = (json: object): json is Values =>
  Object.hasOwn(json, 'jwks_uri') && !Object.hasOwn(json, 'keys');

/**
 * Reads the keys of an issuer by discovery: OpenID Connect's (Discovery 1.0 §4), and where there is
 * none OAuth's (RFC 8414 §3), whose well-known part stands before the path. The document must name
 * the very issuer it was asked for, or its keys would prove nothing about that one.
 */
export async function keysOfIssuer(
  issuer: string,
  reader: KeyReader,
  signal: AbortSignal,
): Promise<KeySource> {
  const { address, json } = await readFirst(discoveryAt(issuer), reader, signal);
  if (textOf((json as Values)['issuer']) !== issuer) throw notAbout(address);
  return keysOfDocument(json as Values, { issuer, address }, reader, signal);
}

const notAbout = (address: string): RegistryError =>
  new RegistryError('protocol', t('The document at {0} is not about that issuer.', address), {
    repair: null,
  });

/** The keys that a discovery document leads to; `address` names the document in messages. */
export async function keysOfDocument(
  { jwks_uri: keys }: Values,
  { issuer, address }: { readonly issuer: string; readonly address: string },
  reader: KeyReader,
  signal: AbortSignal,
): Promise<KeySource> {
  if (typeof keys !== 'string' || parseBaseUrl(keys).type === 'problem') {
    throw new RegistryError('protocol', t('{0} names no address of keys.', address), {
      repair: null,
    });
  }
  if (!mayLead(new URL(issuer), new URL(keys))) {
    throw new RegistryError(
      'protocol',
      t('{0} leads to keys on this machine, or over plain http, where nothing was asked.', address),
      { repair: null },
    );
  }
  // The origin that was asked may be anywhere; another one that it names may not be here.
  const isFree = isLoopback(new URL(issuer).hostname) || isSameOrigin(issuer, keys);
  const { json, skew } = await readJson(keys, reader, signal, isFree ? {} : { notHere: true });
  return { keys: json, origin: issuer, ...(skew === undefined ? {} : { skew }) };
}

/** Where the document of an issuer may be: OpenID Connect's place, then OAuth's. */
const discoveryAt = (issuer: string): readonly [string, string] => [
  `${trimEnd(issuer, '/')}/.well-known/openid-configuration`,
  oauthAddress(issuer),
];

/** A server elsewhere has nothing to ask of this machine, and no reason to give up https. */
const mayLead = (issuer: URL, keys: URL): boolean =>
  isLoopback(issuer.hostname) ||
  (!mayBeHere(keys.hostname) && (keys.protocol === 'https:' || issuer.protocol === 'http:'));

const isSameOrigin = (one: string, other: string): boolean =>
  new URL(one).origin === new URL(other).origin;

function oauthAddress(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${trimEnd(pathname, '/')}`;
}

/** The first of two documents; the second only where the first does not exist. */
async function readFirst(
  [first, second]: readonly [string, string],
  reader: KeyReader,
  signal: AbortSignal,
): Promise<{ readonly address: string; readonly json: object }> {
  try {
    return { address: first, ...(await readJson(first, reader, signal)) };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status !== 404) throw error;
    try {
      return { address: second, ...(await readJson(second, reader, signal)) };
    } catch (other) {
      // What the usual place said is what the person can act upon.
      throw other instanceof RegistryError && other.status === 404 ? error : other;
    }
  }
}

async function readJson(
  url: string,
  { http, clock }: KeyReader,
  signal: AbortSignal,
  more: Pick<HttpRequest, 'notHere'> = {},
): Promise<{ readonly json: object; readonly skew: number | undefined }> {
  const reply = await http.send({ method: 'GET', url, signal, ...limits, ...more });
  const { host } = new URL(url);
  if (reply.status !== 200) {
    const { status } = reply;
    throw new RegistryError('protocol', t('{0} answered with the status {1}.', host, status), {
      status,
      repair: null,
    });
  }
  const json = parse(reply);
  if (json === undefined) {
    throw new RegistryError('protocol', t('{0} did not answer with JSON.', host), { repair: null });
  }
  return { json, skew: skewOf(reply, clock.now()) };
}

function parse({ body }: HttpReply): object | undefined {
  try {
    const json = body.read((text): unknown => JSON.parse(text));
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}
