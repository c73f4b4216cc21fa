import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign as rawSign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { readKeyText } from '../../../src/jwt/key-text.ts';
import { verifyWithJwks, verifyWithSecret } from '../../../src/jwt/verify.ts';
import { segment } from './tokens.ts';

const input = (header: object): string => `${segment(header)}.${segment({ sub: 'x' })}`;

function hmac(secret: Buffer | string, header: object = {}): string {
  const text = input({ alg: 'HS256', ...header });
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function signed(alg: string, hash: string | null, key: KeyObject, header: object = {}): string {
  const text = input({ alg, ...header });
  const made = rawSign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${made.toString('base64url')}`;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaToken = signed('RS256', 'sha256', rsa.privateKey);
const rsaJwk = rsa.publicKey.export({ format: 'jwk' });

describe('a key that proves nothing', () => {
  it('is an RSA key whose exponent makes every text its own signature', async () => {
    const text = input({ alg: 'RS256' });
    // With an exponent of 1 the signature is the padded digest itself: anybody can write it.
    const forged = `${text}.${Buffer.alloc(256, 1).toString('base64url')}`;
    for (const e of ['AQ', 'Ag', 'AA', 'AAAB', 'BA']) {
      for (const token of [forged, rsaToken]) {
        const check = await verifyWithJwks(token, { ...rsaJwk, e });
        assert.equal(check.state, 'unchecked', e);
        assert.match(check.message, /proves nothing: its exponent is \d/);
      }
    }
    assert.equal((await verifyWithJwks(rsaToken, rsaJwk)).state, 'valid');
  });

  it('is an RSA key that can be broken', async () => {
    const { n } = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
      format: 'jwk',
    });
    const check = await verifyWithJwks(rsaToken, { kty: 'RSA', n, e: 'AQAB' });
    assert.equal(check.state, 'unchecked');
    assert.match(check.message, /has 1024 bits/);
  });

  it('is none that a good one beside it could replace', async () => {
    const keys = [{ ...rsaJwk, e: 'AQ' }, rsaJwk];
    assert.equal((await verifyWithJwks(rsaToken, keys)).state, 'valid');
  });

  it('is a set for encryption, which says so', async () => {
    const check = await verifyWithJwks(rsaToken, { keys: [{ ...rsaJwk, use: 'enc' }] });
    assert.equal(check.state, 'unchecked');
    assert.match(check.message, /encryption only/);
  });
});

describe('a shared secret', () => {
  const secret = Buffer.from('0123456789abcdef0123456789abcdef');
  const k = secret.toString('base64url');
  const state = async (token: string, text: object | string): Promise<string> =>
    (await verifyWithSecret(token, typeof text === 'string' ? text : JSON.stringify(text))).state;

  it('is used as its JWK says', async () => {
    const token = hmac(secret, { kid: 'a' });
    assert.equal(await state(token, { kty: 'oct', k }), 'valid');
    assert.equal(await state(token, { kty: 'oct', k, alg: 'HS256', use: 'sig' }), 'valid');
    assert.equal(await state(token, { kty: 'oct', k, key_ops: ['verify'] }), 'valid');
    for (const more of [{ alg: 'HS512' }, { use: 'enc' }, { key_ops: ['encrypt'] }]) {
      assert.equal(await state(token, { kty: 'oct', k, ...more }), 'unchecked');
    }
    const keys = [
      { kty: 'oct', k: 'AAAA', kid: 'b' },
      { kty: 'oct', k, kid: 'a' },
    ];
    assert.equal(await state(token, { keys }), 'valid');
    assert.equal(await state(token, { keys: keys.slice(0, 1) }), 'unchecked');
  });

  it('is no public key, in whatever form', async () => {
    const pairs = [
      rsa,
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ];
    for (const { publicKey } of pairs) {
      const der = publicKey.export({ format: 'der', type: 'spki' });
      const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
      const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
      const texts = [
        ...[pem, pem.trim(), pem.replaceAll('\n', ''), pem.replaceAll('\n', '\\n')],
        ...[pem, jwk, `{"keys":[${jwk}]}`].map((text) => Buffer.from(text).toString('base64')),
        ...[jwk, `[${jwk}]`, JSON.stringify({ key: pem }), Buffer.from(pem).toString('hex')],
        ...['base64', 'base64url', 'hex'].map((form) => der.toString(form as BufferEncoding)),
        ...[`"${der.toString('base64')}"`, ` ${der.toString('base64')} `],
        ...[der.toString('hex').replace(/..(?=.)/g, '$&:'), der.toString('hex').toUpperCase()],
        JSON.stringify({ realm: 'r', public_key: der.toString('base64') }),
      ];
      for (const text of texts) {
        const check = await verifyWithSecret(hmac(text), text);
        assert.equal(check.state, 'unchecked', text);
        assert.match(check.message, /key of a pair/);
        assert.equal(await state(hmac(der), text), 'unchecked', 'nor are its bytes');
        assert.equal(await state(hmac(pem), text), 'unchecked', 'nor is what it encodes');
      }
    }
  });

  it('that is weak is remarked on, though the signature holds', async () => {
    const remarks = async (text: string): Promise<readonly string[]> => {
      const check = await verifyWithSecret(hmac(text), text);
      assert.equal(check.state, 'valid');
      return check.remarks;
    };
    assert.deepEqual(await remarks(secret.toString()), []);
    assert.match((await remarks('short but rare')).join(), /has 14 bytes; HS256 wants at least 32/);
    assert.match((await remarks('your-256-bit-secret')).join(), /is a common one/);
    assert.equal((await remarks('secret')).length, 2);
  });
});

describe('keys of other forms', () => {
  it('are one line of DER, of every kind', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ecToken = signed('ES256', 'sha256', ec.privateKey);
    const cases: readonly [string, Buffer][] = [
      [rsaToken, rsa.publicKey.export({ format: 'der', type: 'spki' })],
      [rsaToken, rsa.publicKey.export({ format: 'der', type: 'pkcs1' })],
      [rsaToken, rsa.privateKey.export({ format: 'der', type: 'pkcs8' })],
      [rsaToken, rsa.privateKey.export({ format: 'der', type: 'pkcs1' })],
      [ecToken, ec.publicKey.export({ format: 'der', type: 'spki' })],
      [ecToken, ec.privateKey.export({ format: 'der', type: 'pkcs8' })],
      [ecToken, ec.privateKey.export({ format: 'der', type: 'sec1' })],
    ];
    for (const [token, der] of cases) {
      const check = await verifyWithJwks(token, der.toString('base64'));
      assert.equal(check.state, 'valid', check.message);
    }
  });

  it('are PEM or JSON in base64, and DER in either alphabet', async () => {
    const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const der = rsa.publicKey.export({ format: 'der', type: 'spki' });
    const texts = [pem, JSON.stringify(rsaJwk), JSON.stringify([rsaJwk])].map((text) =>
      Buffer.from(text).toString('base64'),
    );
    for (const text of [...texts, der.toString('base64url')]) {
      assert.equal((await verifyWithJwks(rsaToken, text)).state, 'valid', text.slice(0, 20));
    }
    assert.equal(
      readKeyText(Buffer.from('-----BEGIN CERTIFICATE----- x').toString('base64')),
      undefined,
    );
  });

  it('are PEM inside JSON, with escaped breaks, and by key id', async () => {
    const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    for (const text of [
      JSON.stringify({ key: pem }),
      JSON.stringify(pem),
      pem.replaceAll('\n', '\\n'),
    ]) {
      assert.equal((await verifyWithJwks(rsaToken, text)).state, 'valid', text.slice(0, 40));
    }
    const named = signed('RS256', 'sha256', rsa.privateKey, { kid: 'k1' });
    const byId = (kid: string) => JSON.stringify({ [kid]: pem });
    const check = await verifyWithJwks(named, byId('k1'));
    assert.ok(check.state === 'valid' && check.key === 'k1');
    assert.equal((await verifyWithJwks(named, byId('k2'))).state, 'unchecked');
  });

  it('are those of OpenSSH', () => {
    const field = (bytes: Buffer | string): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(bytes));
      return Buffer.concat([length, Buffer.from(bytes)]);
    };
    const bytes = (name: string) => Buffer.from(String(rsaJwk[name]), 'base64url');
    const blob = Buffer.concat([
      field('ssh-rsa'),
      field(bytes('e')),
      field(Buffer.concat([Buffer.from([0]), bytes('n')])),
    ]).toString('base64');
    assert.deepEqual(readKeyText(`ssh-rsa ${blob} dana@example.test\n`)?.[0], {
      kty: 'RSA',
      e: rsaJwk.e,
      n: rsaJwk.n,
    });
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
      format: 'jwk',
    });
    const point = Buffer.concat([
      Buffer.from([4]),
      ...[ec.x, ec.y].map((part) => Buffer.from(String(part), 'base64url')),
    ]);
    const line = Buffer.concat([field('ecdsa-sha2-nistp256'), field('nistp256'), field(point)]);
    assert.deepEqual(readKeyText(`ecdsa-sha2-nistp256 ${line.toString('base64')}`)?.[0], ec);
    assert.equal(readKeyText(`ssh-rsa ${blob.slice(0, 40)}`), undefined);
  });
});

describe('algorithms that only some runtimes know', () => {
  for (const [alg, hash, pair] of [
    ['ES256K', 'sha256', generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
    ['EdDSA', null, generateKeyPairSync('ed448')],
    ['Ed448', null, generateKeyPairSync('ed448')],
  ] as const) {
    it(`are checked here: ${alg}`, async () => {
      const token = signed(alg, hash, pair.privateKey);
      const jwk = pair.publicKey.export({ format: 'jwk' });
      const check = await verifyWithJwks(token, jwk);
      assert.equal(check.state, 'valid', check.message);
      const changed = token.replace(segment({ sub: 'x' }), segment({ sub: 'y' }));
      assert.equal((await verifyWithJwks(changed, jwk)).state, 'invalid');
    });
  }
});
