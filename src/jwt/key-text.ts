import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readKeys } from './jwks.ts';
import type { PublicJwk } from './jwks.ts';
import { rsaPssJwk } from './rsa-pss.ts';

const pemBlock = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/g;

/**
 * Reads keys out of what people have at hand: PEM (public keys, certificates, of private keys the
 * public half), one line of base64 with a certificate or key in DER, a JWK, a list or a set of
 * them. `undefined` when nothing of it is a key.
 */
export function readKeyText(text: string): readonly PublicJwk[] | undefined {
  const blocks = [...text.matchAll(pemBlock)];
  if (blocks.length > 0) {
    return some(blocks.map(([, label = '', body = '']) => jwkOfBlock(label, body)));
  }
  const compact = text.replace(/\s+/g, '');
  if (/^MI[A-Za-z0-9+/]{30,}={0,2}$/.test(compact)) return some([jwkOfDer(compact)]);
  const keys = readKeys(text);
  return keys?.length === 0 ? undefined : keys;
}

/** A certificate or a public key in DER, in base64. */
function jwkOfDer(base64: string): PublicJwk | undefined {
  return jwkOfBlock('CERTIFICATE', base64) ?? jwkOfBlock('PUBLIC KEY', base64);
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
