import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import { systemClock } from '../clock.ts';
import { send } from '../client.ts';
import { Recorder } from '../http/recorder.ts';
import { json } from '../http/reply.ts';
import { startServer } from '../http/server.ts';
import { startHarness } from '../harness.ts';
import {
  Authority,
  SANDBOX_NAMES,
  expiredLeaf,
  selfSignedLeaf,
  unknownAuthorityLeaf,
  wrongNameLeaf,
} from './authority.ts';
import type { Leaf } from './authority.ts';

describe('certificate authority', () => {
  let authority: Authority;
  before(async () => {
    authority = await Authority.create('CA under test');
  });

  async function get(leaf: Leaf, ca: string, host = '127.0.0.1'): Promise<number> {
    const server = await startServer({
      name: 'tls',
      leaf,
      clock: systemClock(),
      recorder: new Recorder(),
      handle: () => json(200, {}),
    });
    try {
      return (await send(server.url.replace('127.0.0.1', host), { ca })).status;
    } finally {
      await server.close();
    }
  }

  it('its leaves are trusted under every name of the sandbox', async () => {
    const leaf = await authority.issue({ names: SANDBOX_NAMES });
    assert.equal(await get(leaf, authority.pem), 200);
    assert.equal(await get(leaf, authority.pem, 'localhost'), 200);
    const certificate = new X509Certificate(leaf.cert);
    assert.equal(certificate.checkHost('quay.sandbox.test'), 'quay.sandbox.test');
    assert.equal(new X509Certificate(authority.pem).ca, true);
    assert.equal(certificate.ca, false);
  });

  it('an unknown CA', async () => {
    const leaf = await unknownAuthorityLeaf();
    await assert.rejects(get(leaf, authority.pem), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  it('an expired certificate', async () => {
    const leaf = await expiredLeaf(authority);
    await assert.rejects(get(leaf, authority.pem), { code: 'CERT_HAS_EXPIRED' });
  });

  it('a certificate for another name', async () => {
    const leaf = await wrongNameLeaf(authority);
    await assert.rejects(get(leaf, authority.pem), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('a certificate that signs itself, on P-384', async () => {
    const leaf = await selfSignedLeaf();
    await assert.rejects(get(leaf, authority.pem), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    assert.equal(await get(leaf, leaf.cert), 200);
    const { publicKey } = new X509Certificate(leaf.cert);
    assert.equal(publicKey.asymmetricKeyDetails?.namedCurve, 'secp384r1');
  });
});

describe('files of the sandbox', () => {
  it('lie in a directory for the owner alone, which goes with the sandbox', async () => {
    const { sandbox } = await startHarness();
    assert.equal((await stat(sandbox.directory)).mode & 0o777, 0o700);
    await sandbox.close();
    await assert.rejects(stat(sandbox.directory), { code: 'ENOENT' });
  });

  it('contain the CA that signed the servers', async () => {
    await using harness = await startHarness();
    const ca = await readFile(harness.sandbox.ca, 'utf8');
    assert.equal((await stat(harness.sandbox.ca)).mode & 0o777, 0o600);
    assert.equal((await send(`${harness.sandbox.quay.url}/config`, { ca })).status, 200);
  });
});
