import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { connector } from '../../../../src/net/kube/api/connect.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';
import { client, fingerprintOf, send, startPeer, type Peer } from '../peer.ts';

const name = 'NODE_TLS_REJECT_UNAUTHORIZED';
const authority = await Authority.create('Environment tests');
const other = await Authority.create('Another authority');
const leaf = await authority.issue({ names: ['127.0.0.1'] });

describe('an environment that has certificate checks off', () => {
  let peer: Peer;
  const had = process.env[name];
  before(async () => {
    peer = await startPeer(() => ({ status: 200, headers: {}, body: 'in' }), leaf);
    process.env[name] = '0';
  });
  after(async () => {
    if (had === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = had;
    await peer.close();
  });

  it('is what Node itself follows', async () => {
    assert.equal(await (await fetch(peer.url)).text(), 'in');
  });

  for (const [what, tls] of [
    ['without trust of its own', {}],
    ['with another authority', { tls: { ca: other.pem } }],
  ] as const) {
    it(`changes nothing for an account ${what}, and the person reads it`, async () => {
      for (const method of ['GET', 'POST'] as const) {
        await assert.rejects(send(client(tls), peer.url, { method }), (error) => {
          assert(error instanceof RegistryError);
          assert.equal(error.code, 'tls');
          assert.equal(error.repair, 'trust-certificate');
          assert.equal(error.certificate?.fingerprint256, fingerprintOf(leaf));
          assert.match(error.message, /NODE_TLS_REJECT_UNAUTHORIZED=0 .* is not followed/);
          return true;
        });
      }
      assert.equal(peer.recorder.requests.length, 1);
    });
  }

  it('leaves an account that trusts the authority connected', async () => {
    const { body } = await send(client({ tls: { ca: authority.pem } }), peer.url, {});
    assert.equal(body, 'in');
  });

  it('changes nothing for the API server of a cluster', async () => {
    const access = { context: 'c', server: new URL(peer.url), ca: other.pem };
    const connect = connector(
      access as unknown as Parameters<typeof connector>[0],
      undefined,
      noProxySettings,
    );
    const { promise, resolve } = Promise.withResolvers<Error | null>();
    connect({} as Parameters<typeof connect>[0], (...[error]) => resolve(error));
    assert.match(String(Reflect.get((await promise) ?? {}, 'code')), /CERT|LEAF|ISSUER/);
  });
});
