import assert from 'node:assert/strict';
import { syncBuiltinESMExports } from 'node:module';
import tls from 'node:tls';
import { after, afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { CertificateFault } from '../../../../src/core/certificate.ts';
import type { RegistryError } from '../../../../src/core/errors.ts';
import { WireFault } from '../../../../src/net/http/fault.ts';
import { OwnCaFirst, type Authorities } from '../../../../src/net/tls/own-ca-first.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';
import { client, fingerprintOf, send, startPeer } from '../peer.ts';

const own = await Authority.create('Authority of the account');
const machines = await Authority.create('Authority of the machine');
const names = ['127.0.0.1'];
const ownLeaf = await own.issue({ names });
const machineLeaf = await machines.issue({ names });
const answer = () => ({ status: 200, headers: {}, body: 'in' });
const ownPeer = await startPeer(answer, ownLeaf);
const machinePeer = await startPeer(answer, machineLeaf);
after(() => Promise.all([ownPeer.close(), machinePeer.close()]));

describe('the authorities of the machine', () => {
  const present = tls.getCACertificates('default');
  const read = mock.method(tls, 'getCACertificates');
  const connected = mock.method(tls, 'connect');
  beforeEach(() => {
    tls.setDefaultCACertificates([...present, machines.pem]);
    syncBuiltinESMExports();
    for (const peer of [ownPeer, machinePeer]) peer.recorder.clear();
    read.mock.resetCalls();
    connected.mock.resetCalls();
  });
  afterEach(() => {
    tls.setDefaultCACertificates(present);
  });
  after(() => {
    read.mock.restore();
    connected.mock.restore();
    syncBuiltinESMExports();
  });
  const handshakes = () => connected.mock.callCount();

  it('are not read where the account’s own vouch for the server', async () => {
    const by = client({ tls: { ca: own.pem } });
    for (const method of ['GET', 'POST'] as const) {
      assert.equal((await send(by, ownPeer.url, { method })).body, 'in');
    }
    assert.equal(read.mock.callCount(), 0);
    assert.equal(handshakes(), 2);
  });

  for (const method of ['GET', 'POST'] as const) {
    it(`vouch for other servers: only the handshake is made again, for ${method}`, async () => {
      const by = client({ tls: { ca: own.pem } });
      assert.equal((await send(by, machinePeer.url, { method })).body, 'in');
      assert.equal(handshakes(), 2);
      assert.deepEqual(
        machinePeer.recorder.requests.map((request) => request.method),
        [method],
      );
      // It is remembered that they are needed.
      assert.equal((await send(by, machinePeer.url, { method: 'POST' })).body, 'in');
      assert.equal(handshakes(), 3);
      assert.equal(machinePeer.recorder.requests.length, 2);
    });
  }

  it('are asked before a server is refused, which then sees no request', async () => {
    tls.setDefaultCACertificates(present);
    const by = client({ tls: { ca: own.pem } });
    const error = await send(by, machinePeer.url, { method: 'POST' }).then(
      () => assert.fail('it was trusted'),
      (reason: unknown) => reason as RegistryError,
    );
    assert.equal(error.certificate?.reason, 'unknown-authority');
    assert.ok(read.mock.callCount() > 0);
    assert.deepEqual(machinePeer.recorder.requests, []);
  });

  it('are not read for a pinned server, whatever else the account trusts', async () => {
    const by = client({ tls: { ca: own.pem, fingerprint256: fingerprintOf(machineLeaf) } });
    assert.equal((await send(by, machinePeer.url, { method: 'POST' })).body, 'in');
    const error = await send(by, ownPeer.url, { method: 'POST' }).then(
      () => assert.fail('it was trusted'),
      (reason: unknown) => reason as RegistryError,
    );
    assert.equal(error.certificate?.reason, 'pin-mismatch');
    assert.equal(read.mock.callCount(), 0);
    assert.equal(handshakes(), 2);
  });
});

describe('a second handshake', () => {
  /** The authorities that were tried, in order; each attempt fails as told. */
  const attempts = async (by: OwnCaFirst, ...failures: readonly (Error | undefined)[]) => {
    const tried: Authorities[] = [];
    await by
      .connect('https://a.test', (authorities) => {
        const failure = failures[tried.push(authorities) - 1];
        return failure === undefined ? Promise.resolve() : Promise.reject(failure);
      })
      .catch((error: unknown) => assert.equal(error, failures[tried.length - 1]));
    return tried;
  };
  const refused = (reason: CertificateFault, more = {}) =>
    new WireFault('certificate', { reason, ...more });

  for (const reason of ['unknown-authority', 'expired', 'not-yet-valid', 'other'] as const) {
    it(`is made where all authorities may say otherwise: ${reason}`, async () => {
      const by = new OwnCaFirst({ ca: own.pem });
      assert.deepEqual(await attempts(by, refused(reason)), ['own', 'all']);
      assert.deepEqual(await attempts(by), ['all'], 'and that is remembered');
    });
  }

  for (const [what, failure] of [
    ['a wrong name', refused('wrong-name')],
    ['the certificate of the proxy', refused('unknown-authority', { atProxy: true })],
    ['a connection that did not come about', new WireFault('refused')],
    ['no TLS', new WireFault('not-tls')],
  ] as const) {
    it(`is not made for ${what}`, async () => {
      const by = new OwnCaFirst({ ca: own.pem });
      assert.deepEqual(await attempts(by, failure), ['own']);
      assert.deepEqual(await attempts(by), ['own']);
    });
  }

  it('is remembered for that server alone', async () => {
    const by = new OwnCaFirst({ ca: own.pem });
    await attempts(by, refused('unknown-authority'));
    assert.equal(await by.connect('https://b.test', (used) => Promise.resolve(used)), 'own');
  });

  it('is never made without authorities of the account’s own, or with a pin', async () => {
    for (const trust of [{}, { fingerprint256: 'aa' }, { ca: own.pem, fingerprint256: 'aa' }]) {
      assert.deepEqual(await attempts(new OwnCaFirst(trust), refused('unknown-authority')), [
        'all',
      ]);
    }
  });
});
