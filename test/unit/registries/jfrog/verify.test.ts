import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { DEFAULT_SETTINGS } from '../../../sandbox/jfrog/settings.ts';
import { Bench, never, walk } from './support.ts';

describe('verifying', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const verify = async (text: string, signIn = bench.jfrog.tokens.admin) => {
    const registry = bench.registry(signIn);
    const { token: record } = await walk(registry, 'My tokens', 'editor');
    assert.ok(record);
    const found = await registry.verify(record, { token: new Secret(text) }, never);
    const signature = found.details.find(({ label }) => label === 'Signature');
    assert.ok(typeof signature?.value === 'string');
    return { ...found, signature: signature.value };
  };

  it('accepts a good token, its signature checked with the root certificate', async () => {
    const found = await verify(bench.jwt(bench.jfrog.tokens.admin));
    assert.equal(found.state, 'accepted');
    assert.equal(
      found.signature,
      `The signature is valid under the key ${bench.jfrog.key.kid} (RS256).`,
    );
    assert.equal(found.lifetime?.kind, 'until');
  });

  it('finds a token that was tampered with', async () => {
    const [header = '', payload = '', signature = ''] = bench
      .jwt(bench.jfrog.tokens.user)
      .split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, scp: 'applied-permissions/admin' }));
    const found = await verify([header, forged.toString('base64url'), signature].join('.'));
    assert.equal(found.state, 'refused');
    assert.match(found.message, /its signature is not of this platform/);
    assert.match(found.signature, /^The signature is invalid/);
  });

  it('says that the signature was not checked where the certificate is closed', async () => {
    const found = await verify(bench.jwt(bench.jfrog.tokens.user), bench.jfrog.tokens.user);
    assert.equal(found.state, 'accepted');
    assert.match(found.signature, /^Not checked: the platform does not show its root certificate/);
  });

  it('names the reason of a refusal', async () => {
    const expired = await verify(bench.jwt(bench.jfrog.tokens.expired));
    assert.match(expired.message, /it has expired/);
    const revoked = bench.jfrog.world.issue({ username: 'bob', lifetime: 86_400 });
    bench.jfrog.world.revoke(revoked);
    assert.equal((await verify(bench.jwt(revoked))).state, 'refused');
  });

  it('asks further where Access refuses a token for other services', async () => {
    const { world, settings } = bench.jfrog;
    const token = world.issue({ username: 'bob', audience: 'jfrt@*', lifetime: 86_400 });
    settings.version = '7.67.0';
    try {
      assert.equal((await verify(bench.jwt(token))).state, 'accepted');
    } finally {
      settings.version = DEFAULT_SETTINGS.version;
    }
  });

  it('takes a reference token', async () => {
    const token = bench.jfrog.world.issue({ username: 'ada', withReference: true });
    assert.equal((await verify(token.reference ?? '')).state, 'accepted');
  });

  it('asks Artifactory where the server does not know /me', async () => {
    bench.jfrog.settings.version = '7.50.0';
    assert.equal((await verify(bench.jwt(bench.jfrog.tokens.admin))).state, 'accepted');
    bench.jfrog.settings.version = '7.111.9';
  });
});
