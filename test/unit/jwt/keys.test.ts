import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, sign as rawSign } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  CompactSign,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importPKCS8,
} from 'jose';
import type { CryptoKey } from 'jose';
import { Secret } from '../../../src/core/secret.ts';
import { readKeyText } from '../../../src/jwt/key-text.ts';
import { findings } from '../../../src/jwt/findings.ts';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { verifySecret } from '../../../src/jwt/of-secret.ts';
import { verifyWithJwks, verifyWithSecret } from '../../../src/jwt/verify.ts';
import { Authority } from '../../sandbox/tls/authority.ts';
import { now, nowSeconds, quayClaims } from './tokens.ts';

const sign = (key: CryptoKey | Uint8Array, header: { alg: string }, claims: object = quayClaims) =>
  new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(header).sign(key);

const asymmetric =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519 ML-DSA-44 ML-DSA-65 ML-DSA-87';

describe('keys as people have them', () => {
  for (const alg of asymmetric.split(' ')) {
    it(`check ${alg}`, async () => {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
      const token = await sign(privateKey, { alg });
      const jwk = { ...(await exportJWK(publicKey)), alg };
      const texts = [JSON.stringify(jwk), JSON.stringify({ keys: [jwk] })];
      // Node does not write these as JWK, which is how keys go on from PEM.
      if (!alg.startsWith('ML-DSA')) {
        const pem = await exportSPKI(publicKey);
        texts.push(pem, pem.replaceAll('\n', ''), await exportPKCS8(privateKey));
      }
      for (const keys of texts) {
        const check = await verifyWithJwks(token, keys);
        assert.equal(check.state, 'valid', `${check.message} ${keys.slice(0, 30)}`);
        assert.equal(check.algorithm, alg);
      }
      const other = await exportJWK((await generateKeyPair(alg, { extractable: true })).publicKey);
      assert.equal((await verifyWithJwks(token, { ...other, alg })).state, 'invalid');
    });
  }

  for (const alg of ['HS256', 'HS384', 'HS512']) {
    it(`check ${alg}`, async () => {
      const secret = 'correct horse battery staple';
      const token = await sign(Buffer.from(secret), { alg });
      assert.equal((await verifyWithSecret(token, secret)).state, 'valid');
      assert.equal((await verifyWithSecret(token, `${secret} `)).state, 'invalid');
      const wrapped = await verifySecret(new Secret(token), { secret: new Secret(secret) });
      assert.equal(wrapped.state, 'valid');
      assert.match((await verifyWithJwks(token, [])).message, /shared secret/);
    });
  }

  it('are certificates, in PEM and as one line of base64', async () => {
    const leaf = await (await Authority.create('keys')).issue({ names: ['signer'] });
    const token = await sign(await importPKCS8(leaf.key, 'ES256'), { alg: 'ES256' });
    const der = leaf.cert.replace(/-----[A-Z ]+-----|\s/g, '');
    for (const text of [leaf.cert, der]) {
      const check = await verifyWithJwks(token, text);
      assert.equal(check.state, 'valid', check.message);
      assert.match(check.key, /thumbprint/);
    }
  });

  for (const [says, hash, alg] of [
    ['any hash', {}, undefined],
    ['SHA-384 alone', { hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384' }, 'PS384'],
  ] as const) {
    it(`are for RSASSA-PSS and nothing else, with ${says}`, async () => {
      const pair = generateKeyPairSync('rsa-pss', { modulusLength: 2048, ...hash });
      const signature = (data: string, padding: number) =>
        rawSign('sha384', Buffer.from(data), { key: pair.privateKey, padding, saltLength: 48 });
      const data = ['{"alg":"PS384"}', '{"sub":"x"}']
        .map((text) => Buffer.from(text).toString('base64url'))
        .join('.');
      const token = `${data}.${signature(data, constants.RSA_PKCS1_PSS_PADDING).toString('base64url')}`;
      const texts = [
        pair.publicKey.export({ type: 'spki', format: 'pem' }),
        pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
        pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      ].map(String);
      for (const text of texts) {
        assert.equal(readKeyText(text)?.[0]?.['alg'], alg);
        const check = await verifyWithJwks(token, text);
        assert.equal(check.state, 'valid', check.message);
        const forged = await verifyWithJwks(token.replace(/.{20}$/, 'A'.repeat(20)), text);
        assert.equal(forged.state, 'invalid');
      }
    });
  }

  it('are not shared secrets, or a public key would sign', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const forged = await sign(Buffer.from(pem), { alg: 'HS256' });
    assert.equal((await verifyWithSecret(forged, pem)).state, 'unchecked');
    const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
    const other = await sign(Buffer.from(jwk), { alg: 'HS256' });
    assert.equal((await verifyWithSecret(other, jwk)).state, 'unchecked');
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const pair = await sign(privateKey, { alg: 'ES256' });
    assert.equal((await verifyWithSecret(pair, 'any')).state, 'unchecked');
  });

  it('are none of these', () => {
    for (const text of ['', 'x', '{}', '[]', '{"keys":[]}', '-----BEGIN X-----\n-----END X-----']) {
      assert.equal(readKeyText(text), undefined, text);
    }
    assert.equal(readKeyText(`MI${'A'.repeat(4000)}`), undefined);
  });
});

describe('the findings of a check', () => {
  const outcomes = async (claims: object): Promise<string[]> => {
    const secret = Buffer.from('a secret that is long enough for HMAC');
    const token = await sign(secret, { alg: 'HS256' }, claims);
    const check = await verifyWithSecret(token, secret.toString());
    const context = { now, leeway: 30_000, origin: 'x' };
    return findings(decodeJwt(token), check, context).map(({ outcome }) => outcome);
  };

  it('compare the claims with what is expected, each in a line of its own', async () => {
    const secret = Buffer.from('a secret that is long enough for HMAC');
    const token = await sign(secret, { alg: 'HS256' }, { ...quayClaims, aud: ['a', 'b'] });
    const check = await verifyWithSecret(token, secret.toString());
    const said = (expected: object) =>
      findings(decodeJwt(token), check, { now, leeway: 0, origin: 'x', expected })
        .slice(3)
        .map(({ outcome, text }) => `${outcome}: ${text}`);
    assert.deepEqual(said({ audience: 'b', issuer: 'quay' }), [
      'passed: It is meant for b.',
      'passed: It names the issuer quay.',
      'open: Not checked: whether its server still accepts it.',
    ]);
    assert.deepEqual(said({ audience: 'ab', issuer: 'https://quay' }).slice(0, 2), [
      'failed: It is not meant for ab.',
      'failed: It does not name the issuer https://quay.',
    ]);
  });

  it('name what was left open, and what failed beside a good signature', async () => {
    assert.deepEqual(await outcomes(quayClaims), ['passed', 'passed', 'passed', 'open']);
    assert.deepEqual((await outcomes({ exp: 1 }))[2], 'failed');
    assert.deepEqual((await outcomes({ exp: nowSeconds + 99, nbf: nowSeconds + 40 }))[2], 'failed');
    assert.deepEqual((await outcomes({}))[2], 'open');
    // A time that programs differ in, or that is still to come, is not passed.
    const ends = { exp: nowSeconds + 99 };
    for (const claims of [{ nbf: now }, { nbf: 'now' }, { iat: nowSeconds + 40 }]) {
      assert.deepEqual((await outcomes({ ...ends, ...claims }))[2], 'open', JSON.stringify(claims));
    }
    assert.deepEqual((await outcomes({ ...ends, iat: nowSeconds + 29 }))[2], 'passed');
  });
});

describe('key sets within other JSON', () => {
  const set = { keys: [{ kty: 'RSA', kid: 'a', n: 'AQAB', e: 'AQAB' }] };

  it('are found by the names that wrap them, as objects and as text', () => {
    for (const wrapped of [
      set,
      { data: set },
      { data: { data: set } },
      { jwks: set },
      { keys: JSON.stringify(set) },
      { keys: JSON.stringify(set.keys) },
      { apiVersion: 'v1', kind: 'ConfigMap', data: { 'jwks.json': JSON.stringify(set) } },
      { request_id: 'x', data: set, warnings: null },
      { key: set.keys[0] },
    ]) {
      const text = JSON.stringify(wrapped);
      assert.deepEqual(readKeyText(text)?.[0]?.kid, 'a', text);
    }
  });

  it('are not looked for among what a token says of itself', () => {
    const [key] = set.keys;
    for (const text of [
      { cnf: { jwk: key } },
      { header: { jwk: key } },
      { keys: 5 },
      { keys: {} },
    ]) {
      assert.equal(readKeyText(JSON.stringify(text)), undefined);
    }
  });
});
