import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { CompactEncrypt } from 'jose';
import { Secret } from '../../../src/core/secret.ts';
import { decryptToken } from '../../../src/jwt/decrypt.ts';
import type { Decryption } from '../../../src/jwt/decrypt.ts';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { isSigned } from '../../../src/jwt/decoded.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { decryptSecret } from '../../../src/jwt/of-secret.ts';
import { now, quayClaims, segment, token } from './tokens.ts';

/** An example of RFC 7520 §5, in each serialization that it has. */
interface Encrypted {
  readonly section: string;
  readonly title: string;
  readonly content: string | { readonly keys: unknown };
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  readonly password: string | null;
  readonly compact?: string;
  readonly json?: object;
  readonly json_flat?: object;
}

const { jwe } = JSON.parse(
  await readFile(new URL('vectors/rfc7520.json', import.meta.url), 'utf8'),
) as { readonly jwe: readonly Encrypted[] };

const message = (decryption: Decryption): string =>
  decryption.state === 'failed' ? decryption.message : decryption.state;

function contentOf(decryption: Decryption): string | undefined {
  if (decryption.state !== 'content') return undefined;
  const { decoded } = decryption;
  return decoded.kind === 'message' ? decoded.text : undefined;
}

describe('RFC 7520', () => {
  for (const { section, title, content, keys, password, ...forms } of jwe) {
    for (const [form, given] of Object.entries(forms)) {
      const text = typeof given === 'string' ? given : JSON.stringify(given);
      // RSA1_5 tells an attacker whether the padding was right: jose does without it.
      const refused = section === '5.1' || section === '5.13';
      // The last is for three, by three algorithms, of which the first is refused.
      for (const other of section === '5.13' ? keys.slice(1) : []) {
        it(`§${section} opens for every other recipient, ${title} (${form})`, async () => {
          const opened = await decryptToken(text, JSON.stringify(other));
          assert.equal(contentOf(opened), content, message(opened));
        });
      }
      it(`§${section} ${refused ? 'is refused' : 'opens'}, ${title} (${form})`, async () => {
        const key = password ?? JSON.stringify(keys[0]);
        const opened = await decryptToken(text, key);
        if (refused) {
          assert.match(message(opened), /RSA1_5 is not used here/);
          return;
        }
        const said =
          opened.state === 'content' && opened.decoded.kind === 'jwt'
            ? JSON.stringify(opened.decoded.claims.values)
            : contentOf(opened);
        assert.equal(
          said,
          typeof content === 'string' ? content : JSON.stringify(content),
          message(opened),
        );
        const changed = text
          .replace(/"ciphertext":"(.{9})/, '"ciphertext":"AAAAAAAAA')
          .replace(/^([\w-]+\.[\w-]*\.[\w-]*\.)(.{9})/, '$1AAAAAAAAA');
        assert.match(message(await decryptToken(changed, key)), /does not open|could not be used/);
      });
    }
  }
});

describe('an encrypted token', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encrypt = (content: string, header: object = {}) =>
    new CompactEncrypt(Buffer.from(content))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM', ...header })
      .encrypt(rsa.publicKey);
  const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('tries no password for each of thousands of recipients', async () => {
    const costly = { header: { alg: 'PBES2-HS256+A128KW', p2c: 1_000_000, p2s: 'c2FsdA' } };
    const text = JSON.stringify({
      protected: segment({ enc: 'A128GCM' }),
      recipients: Array(5_000).fill({ ...costly, encrypted_key: 'AAAA' }),
      iv: 'AAAA',
      ciphertext: 'AAAA',
      tag: 'AAAA',
    });
    assert.match(message(await decryptToken(text, 'password')), /5000 recipients; more than 20/);
  });

  it('opens with every form of its private key', async () => {
    const text = await encrypt(JSON.stringify(quayClaims));
    const keys = [
      pem,
      pem.replaceAll('\n', ' '),
      pem.replaceAll('\n', '\\n'),
      rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      rsa.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      JSON.stringify(rsa.privateKey.export({ format: 'jwk' })),
      JSON.stringify({ keys: [rsa.privateKey.export({ format: 'jwk' })] }),
    ];
    for (const key of keys) {
      const opened = await decryptSecret(new Secret(text), new Secret(key));
      assert.equal(opened.state, 'content', message(opened));
      assert.equal(opened.decoded.kind, 'jwt');
      assert.equal(isSigned(opened.decoded), false);
      const { summary, warnings } = explain(opened.decoded, { now, languages: [] });
      assert.match(summary, /acme\+ci at quay/);
      assert.deepEqual(warnings, []);
    }
  });

  it('may hold a token, which is one of its own', async () => {
    for (const content of [token(quayClaims), JSON.stringify(token(quayClaims))]) {
      const opened = await decryptToken(await encrypt(content, { cty: 'JWT' }), pem);
      assert.equal(opened.state, 'token');
      assert.equal(decodeJwt(opened.token.reveal()).kind, 'jwt');
    }
  });

  it('says why it stays closed', async () => {
    const text = await encrypt('{}');
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const locked = rsa.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
      .toString();
    const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const cases: readonly [string, string, RegExp][] = [
      [text, other.export({ type: 'pkcs8', format: 'pem' }).toString(), /does not open/],
      [text, locked, /passphrase/],
      [text, publicPem, /not a private key/],
      [text, 'x', /not a private key/],
      [token(quayClaims), pem, /not an encrypted token/],
      [`${segment({ enc: 'A128GCM' })}..aXY.YQ.YQ`, 'x', /does not say/],
      [`${segment({ alg: 'dir', enc: 'A128GCM' })}..aXY.YQ.YQ`, 'x', /could not be used/],
    ];
    for (const [given, key, expected] of cases) {
      assert.match(message(await decryptToken(given, key)), expected);
    }
  });

  it('is not worked on beyond measure', async () => {
    const rounds = `${segment({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'YWJjZGVmZ2g', p2c: 1_000_001 })}.YQ.YQ.YQ.YQ`;
    assert.match(message(await decryptToken(rounds, 'password')), /1000001 rounds/);
    const key = Buffer.alloc(16, 1);
    const inflated = await new CompactEncrypt(Buffer.alloc(1_000_001, 0x20))
      .setProtectedHeader({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' })
      .encrypt(key);
    assert.match(message(await decryptToken(inflated, key.toString('hex'))), /could not be used/);
    const fitting = await new CompactEncrypt(Buffer.alloc(999_999, 0x20))
      .setProtectedHeader({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' })
      .encrypt(key);
    assert.equal((await decryptToken(fitting, key.toString('hex'))).state, 'content');
  });
});
