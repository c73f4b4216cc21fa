import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyWithJwks } from '../../../../src/jwt/verify.ts';
import { Bench, never } from './support.ts';
import { failure } from '../../failure.ts';

describe('the key of a platform', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const keys = (signIn = bench.jfrog.tokens.admin) => {
    const source = bench.registry(signIn).keys?.(never);
    assert.ok(source);
    return source;
  };
  const check = async (text: string) => verifyWithJwks(text, (await keys()).keys);

  it('is the root certificate’s, under the name that tokens call it by', async () => {
    bench.requests();
    const source = await keys();
    assert.deepEqual(bench.requests(), ['GET /access/api/v1/cert/root']);
    assert.equal(source.origin, `the root certificate of ${bench.jfrog.host}`);
    const found = await verifyWithJwks(bench.jwt(bench.jfrog.tokens.user), source.keys);
    assert.equal(found.state, 'valid', found.message);
    assert.equal(found.key, bench.jfrog.key.kid);
    assert.equal(found.algorithm, 'RS256');
  });

  it('finds a token whose claims, header or signature were changed', async () => {
    const [header = '', payload = '', signature = ''] = bench
      .jwt(bench.jfrog.tokens.user)
      .split('.');
    const changed = (segment: string, members: object): string => {
      const known = JSON.parse(Buffer.from(segment, 'base64url').toString()) as object;
      return Buffer.from(JSON.stringify({ ...known, ...members })).toString('base64url');
    };
    const bytes = Buffer.from(signature, 'base64url');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    for (const forged of [
      [header, changed(payload, { scp: 'applied-permissions/admin' }), signature],
      [changed(header, { typ: 'jwt' }), payload, signature],
      [header, payload, bytes.toString('base64url')],
    ]) {
      assert.equal((await check(forged.join('.'))).state, 'invalid');
    }
  });

  it('does not take a token of another platform for a valid one', async () => {
    const [header = '', payload = '', signature = ''] = bench
      .jwt(bench.jfrog.tokens.user)
      .split('.');
    const named = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...named, kid: 'elsewhere' })).toString('base64url');
    assert.notEqual((await check([other, payload, signature].join('.'))).state, 'valid');
  });

  it('tells how far the server’s clock is ahead', async () => {
    bench.jfrog.settings.dateSkew = 600;
    const { skew } = await keys();
    bench.jfrog.settings.dateSkew = 0;
    assert.ok(skew !== undefined && Math.abs(skew - 600_000) <= 1000, String(skew));
  });

  it('says who may read it, and asks again when they try again', async () => {
    const registry = bench.registry(bench.jfrog.tokens.user);
    const source = registry.keys?.(never);
    assert.ok(source);
    const error = await failure(source, 'forbidden');
    assert.equal(
      error.message,
      'Your sign-in may not read the platform’s root certificate; an admin’s may.',
    );
    const { users } = bench.jfrog.world;
    const bob = users.get('bob');
    assert.ok(bob);
    users.set('bob', { ...bob, isAdmin: true });
    assert.ok(await registry.keys?.(never));
    users.set('bob', bob);
  });

  it('does not take anything else for a certificate', async () => {
    bench.jfrog.faults.add({ kind: 'truncated-json', path: '*/cert/root' });
    assert.match((await failure(keys(), 'protocol')).message, /“certificate” is missing/);
  });
});
