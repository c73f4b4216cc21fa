import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { isObject } from '../core/is-object.ts';
import type { PublicJwk } from './jwks.ts';
import { readKeys } from './jwks.ts';
import { rsaPssJwk } from './rsa-pss.ts';
import { sshJwk } from './ssh-key.ts';

/** How every SEQUENCE begins in base64. */
const bareDer = /^M[\w+/-]{30,}={0,2}$/;

/** A SEQUENCE in hexadecimal, perhaps with the colons that openssl prints. */
const hexadecimal = /^30(?::?[0-9a-f]{2}){30,}$/i;

const pemBlock = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/g;

/**
 * Reads keys out of what people have at hand: PEM (public keys, certificates, of private keys the
 * public half), line breaks escaped or not; the same in DER, as one line of base64 or hexadecimal;
 * OpenSSH's form; a JWK, a list or a set of them; a map of PEM by key id; what Keycloak says of a
 * realm; base64 of PEM or JSON. `undefined` when nothing of it is a key.
 */
export function readKeyText(text: string): readonly PublicJwk[] | undefined {
  const byId = keysById(text);
  if (byId !== undefined) return some(byId);
  const blocks = [...text.replace(/\\[rn]/g, '\n').matchAll(pemBlock)];
  if (blocks.length > 0) {
    return some(blocks.map(([, label = '', body = '']) => jwkOfBlock(label, body)));
  }
  const ssh = text
    .split('\n')
    .map(sshJwk)
    .filter((jwk) => jwk !== undefined);
  if (ssh.length > 0) return readKeys(ssh);
  const compact = text.replace(/\s+/g, '');
  if (bareDer.test(compact)) return some([jwkOfDer(compact)]);
  if (hexadecimal.test(compact)) {
    return some([jwkOfDer(Buffer.from(compact.replaceAll(':', ''), 'hex').toString('base64'))]);
  }
  // PEM or JSON in base64, as in a Secret of Kubernetes or a variable of a pipeline.
  if (/^(?:LS0tLS1CRUdJTi|ey|W3)[\w+/-]{30,}={0,2}$/.test(compact)) {
    return readKeyText(Buffer.from(compact, 'base64').toString());
  }
  const keys = readKeys(text);
  return keys?.length === 0 ? undefined : keys;
}

/** `{"<kid>": "-----BEGIN CERTIFICATE-----…"}`, as some issuers publish their certificates. */
function keysById(text: string): (PublicJwk | undefined)[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const entries = Object.entries(parsed).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      (entry[1].includes('-----BEGIN ') ||
        // Only by its name: a number of a JWK may begin as DER does.
        (/^public_?key$/i.test(entry[0]) && bareDer.test(entry[1]))),
  );
  if (entries.length === 0) return undefined;
  return entries.map(([kid, pem]) => {
    const [, label = '', body = ''] = [...pem.matchAll(pemBlock)][0] ?? [];
    const jwk = bareDer.test(pem) ? jwkOfDer(pem) : jwkOfBlock(label, body);
    // `{"public_key": …}` says what it is, and not which one.
    const isLabel = entries.length === 1 && /key|cert|pem/i.test(kid);
    return jwk && (isLabel ? jwk : { ...jwk, kid });
  });
}

/** What DER may hold, from the likeliest on; of a private key the public half. */
const derForms: readonly ((key: Buffer) => KeyObject)[] = [
  (key) => createPublicKey({ key, format: 'der', type: 'spki' }),
  (key) => createPublicKey({ key, format: 'der', type: 'pkcs1' }),
  (key) => createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })),
  (key) => createPublicKey(createPrivateKey({ key, format: 'der', type: 'sec1' })),
  (key) => createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs1' })),
];

/** A certificate or a key in DER, in base64. */
export function jwkOfDer(base64: string): PublicJwk | undefined {
  const certificate = jwkOfBlock('CERTIFICATE', base64);
  if (certificate !== undefined) return certificate;
  const der = Buffer.from(base64, 'base64');
  for (const read of derForms) {
    const jwk = jwkOf(() => read(der));
    if (jwk !== undefined) return jwk;
  }
  return undefined;
}

/** A box of one line takes the line breaks out of what is pasted; PEM wants them back. */
function jwkOfBlock(label: string, body: string): PublicJwk | undefined {
  const lines = (body.replace(/\s+/g, '').match(/.{1,64}/g) ?? []).join('\n');
  return jwkOf(() =>
    createPublicKey(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`),
  );
}

function jwkOf(read: () => KeyObject): PublicJwk | undefined {
  try {
    const key = read();
    const jwk =
      key.asymmetricKeyType === 'rsa-pss' ? rsaPssJwk(key) : key.export({ format: 'jwk' });
    return readKeys(jwk)?.[0];
  } catch {
    return undefined;
  }
}

function some(keys: readonly (PublicJwk | undefined)[]): readonly PublicJwk[] | undefined {
  const found = keys.filter((key) => key !== undefined);
  return found.length === 0 ? undefined : found;
}
