import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { verifyWithJwks } from '../../../src/jwt/verify.ts';
import { quayClaims, segment, signature, token } from './tokens.ts';

interface Pair {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function pair(alg: string, kid?: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { alg, privateKey, jwk: kid === undefined ? jwk : { ...jwk, kid } };
}

function sign(
  { alg, privateKey }: Pair,
  header: object = {},
  claims: unknown = quayClaims,
): Promise<string> {
  const content = typeof claims === 'string' ? claims : JSON.stringify(claims);
  return new CompactSign(Buffer.from(content))
    .setProtectedHeader({ alg, ...header })
    .sign(privateKey);
}

const state = async (text: string, keys: unknown): Promise<string> =>
  (await verifyWithJwks(text, keys)).state;

describe('verifyWithJwks', () => {
  let one: Pair;
  let two: Pair;
  let rsa: Pair;
  before(async () => {
    [one, two, rsa] = await Promise.all([
      pair('ES256', 'one'),
      pair('ES256', 'two'),
      pair('RS256', 'r'),
    ]);
  });

  for (const alg of [
    'RS256',
    'RS512',
    'PS256',
    'PS384',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ]) {
    it(`tells valid from invalid for ${alg}`, async () => {
      const keys = await pair(alg, 'k');
      const good = await sign(keys, { kid: 'k' });
      const check = await verifyWithJwks(good, { keys: [keys.jwk] });
      assert.equal(check.state, 'valid', check.message);
      assert.equal(check.key, 'k');
      assert.equal(check.algorithm, alg);
      const [header = '', , last = ''] = good.split('.');
      const changed = `${header}.${segment({ ...quayClaims, sub: 'root' })}.${last}`;
      assert.equal(await state(changed, { keys: [keys.jwk] }), 'invalid');
    });
  }

  it('takes keys as a set, a list or one, parsed or as text, and the token as it was pasted', async () => {
    const good = `Authorization: Bearer "${await sign(one)}",`;
    for (const keys of [{ keys: [one.jwk] }, [one.jwk], one.jwk]) {
      assert.equal(await state(good, keys), 'valid');
      assert.equal(await state(good, JSON.stringify(keys)), 'valid');
    }
  });

  it('takes the key that is named, and every key when none is', async () => {
    const keys = [one.jwk, two.jwk, rsa.jwk];
    const check = await verifyWithJwks(await sign(two, { kid: 'two' }), keys);
    assert.ok(check.state === 'valid' && check.key === 'two');
    assert.equal(await state(await sign(two, { kid: 'one' }), keys), 'invalid');
    assert.equal(await state(await sign(two), keys), 'valid');
    assert.equal(await state(await sign(two), [one.jwk, rsa.jwk]), 'invalid');
    // Two keys under one name, as while a service replaces its key.
    assert.equal(
      await state(await sign(two, { kid: 'one' }), [one.jwk, { ...two.jwk, kid: 'one' }]),
      'valid',
    );
  });

  it('does not judge when the key is not there', async () => {
    const check = await verifyWithJwks(await sign(one, { kid: 'gone' }), [one.jwk]);
    assert.equal(check.state, 'unchecked');
    assert.match(check.message, /“gone”, which is not among the keys/);
    assert.equal(await state(await sign(one), []), 'unchecked');
    assert.equal(await state(await sign(one), { keys: [] }), 'unchecked');
    for (const keys of [undefined, null, 5, 'text', '', '{', { keys: 5 }]) {
      assert.equal(await state(await sign(one), keys), 'unchecked', JSON.stringify(keys));
    }
  });

  it('lets the key decide on the algorithm, not the token', async () => {
    const good = await sign(rsa);
    assert.equal(await state(good, [{ ...rsa.jwk, alg: 'RS256' }]), 'valid');
    assert.equal(await state(good, [{ ...rsa.jwk, alg: 'PS256' }]), 'unchecked');
    assert.equal(await state(good, [{ ...rsa.jwk, alg: 'HS256' }]), 'unchecked');
    assert.equal(await state(good, [{ ...rsa.jwk, use: 'enc' }]), 'unchecked');
    assert.equal(await state(good, [{ ...rsa.jwk, key_ops: ['encrypt'] }]), 'unchecked');
    assert.equal(await state(good, [{ ...rsa.jwk, key_ops: ['verify'] }]), 'valid');

    // A public key passed off as an HMAC secret.
    const secret = Buffer.from(JSON.stringify(rsa.jwk));
    const forged = await new CompactSign(Buffer.from(JSON.stringify(quayClaims)))
      .setProtectedHeader({ alg: 'HS256', kid: 'r' })
      .sign(secret);
    assert.equal(await state(forged, [rsa.jwk]), 'unchecked');
    const symmetric = { kty: 'oct', k: secret.toString('base64url'), kid: 'r' };
    assert.equal(await state(forged, [symmetric]), 'unchecked');
  });

  it('does not read key sets beyond measure, and says so', async () => {
    const keys = Array.from({ length: 1_001 }, () => one.jwk);
    const { state: found, message } = await verifyWithJwks(await sign(one), { keys });
    assert.equal(found, 'unchecked');
    assert.match(message, /1001 keys; sets of more than 1000/);
    assert.equal((await verifyWithJwks(await sign(one), { keys: keys.slice(1) })).state, 'valid');
  });

  it('never calls valid what it could not check', async () => {
    const good = await sign(one);
    const [header = '', claims = '', last = ''] = good.split('.');
    const cases: readonly [string, string][] = [
      ['no token', ''],
      ['opaque', 'opaque'],
      ['alg none', token(quayClaims, { alg: 'none' }, '')],
      ['alg none with a signature', token(quayClaims, { alg: 'None' })],
      ['cut signature', `${header}.${claims}.`],
      ['broken', `${header}.${claims}`],
      ['padded', `${good}==`],
      ['encrypted', `${segment({ alg: 'dir', enc: 'x' })}..aXY.YQ.YQ`],
      ['unknown algorithm', token(quayClaims, { alg: 'XX' })],
      ['critical', token(quayClaims, { alg: 'ES256', kid: 'one', crit: ['exp'], exp: 1 }, last)],
      ['duplicates', await sign(one, {}, '{"sub":"a","sub":"b"}')],
      ['own key', token(quayClaims, { alg: 'RS256', jwk: rsa.jwk }, signature)],
    ];
    for (const [name, text] of cases) {
      assert.equal(await state(text, [one.jwk]), 'unchecked', name);
    }
    // The last character's stray bits: the same signature in another spelling.
    const bits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const respelled = bits[bits.indexOf(last.at(-1) ?? 'A') ^ 1] ?? '';
    assert.equal(await state(`${good.slice(0, -1)}${respelled}`, [one.jwk]), 'unchecked');
  });

  it('does not judge by a key that cannot be used', async () => {
    const good = await sign(two);
    const broken = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
    assert.equal(await state(good, [broken, one.jwk]), 'unchecked');
    assert.equal(await state(good, [broken, two.jwk]), 'valid');
    for (const key of [null, 5, {}, { kty: 'EC' }, { kty: 'EC', crv: '__proto__' }]) {
      assert.equal(await state(good, [key]), 'unchecked');
    }
  });

  it('hands on no private part of a key', async () => {
    const jwk = { ...(await exportJWK(one.privateKey)), kid: 'one' };
    assert.ok(jwk.d);
    assert.equal(await state(await sign(one), [jwk]), 'valid');
  });

  it('gives no valid to any change of a signed token', async () => {
    const good = await sign(one);
    for (let at = 0; at < good.length; at++) {
      const other = good[at] === 'A' ? 'B' : 'A';
      const changed = good.slice(0, at) + other + good.slice(at + 1);
      assert.notEqual(await state(changed, [one.jwk]), 'valid', String(at));
    }
  });
});
