import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { CertificateFault } from '../../../../src/core/certificate.ts';
import type { RegistryError } from '../../../../src/core/errors.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import { inspectCertificate } from '../../../../src/net/tls/inspect.ts';
import {
  Authority,
  expiredLeaf,
  selfSignedLeaf,
  wrongNameLeaf,
  type Leaf,
} from '../../../sandbox/tls/authority.ts';
import { client, fingerprintOf, send, startPeer, startTls, type Peer } from '../peer.ts';

const day = 24 * 60 * 60 * 1000;
const authority = await Authority.create('Certificate tests');
const names = ['127.0.0.1', 'localhost'];
const peers: Peer[] = [];
after(() => Promise.all(peers.map((peer) => peer.close())));

async function serve(leaf: Leaf): Promise<Peer> {
  const peer = await startPeer(() => ({ status: 200, headers: {}, body: 'in' }), leaf);
  peers.push(peer);
  return peer;
}

async function refusal(attempt: Promise<unknown>): Promise<RegistryError> {
  const error = await attempt.then(
    () => assert.fail('it was trusted'),
    (reason: unknown) => reason as RegistryError,
  );
  assert.equal(error.code, 'tls');
  assert.equal(error.repair, 'trust-certificate');
  return error;
}

const good = await authority.issue({ names });
const late = await expiredLeaf(authority);
const early = await authority.issue({
  names,
  notBefore: new Date(Date.now() + day),
  notAfter: new Date(Date.now() + 2 * day),
});
const foreign = await wrongNameLeaf(authority);
const alone = await selfSignedLeaf();
const date = (time: number) => new Date(time).toISOString().slice(0, 10);

interface Case {
  readonly what: string;
  readonly leaf: Leaf;
  /** Whether the account trusts the authority, and so takes the trusted route. */
  readonly trusting: boolean;
  readonly reason: CertificateFault;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    what: 'an unknown authority',
    leaf: good,
    trusting: false,
    reason: 'unknown-authority',
    says: /was issued by an authority that is not trusted: CN=Certificate tests\.$/,
  },
  {
    what: 'a certificate that signs itself',
    leaf: alone,
    trusting: false,
    reason: 'unknown-authority',
    says: /is self-signed, so nobody vouches for it\.$/,
  },
  {
    what: 'a certificate that signs itself',
    leaf: alone,
    trusting: true,
    reason: 'unknown-authority',
    says: /is self-signed/,
  },
  {
    what: 'an expired certificate',
    leaf: late,
    trusting: true,
    reason: 'expired',
    says: new RegExp(`expired on ${date(Date.now() - day)}\\.$`),
  },
  {
    what: 'a certificate of tomorrow',
    leaf: early,
    trusting: true,
    reason: 'not-yet-valid',
    says: new RegExp(`is not valid before ${date(Date.now() + day)}; is the clock`),
  },
  {
    what: "another host's certificate",
    leaf: foreign,
    trusting: true,
    reason: 'wrong-name',
    says: /is for elsewhere\.example\.test\.$/,
  },
];

describe('a certificate that is refused', () => {
  for (const { what, leaf, trusting, reason, says } of cases) {
    it(`because it is ${what} (${trusting ? 'trusted' : 'default'} route)`, async () => {
      const peer = await serve(leaf);
      const by = client(trusting ? { tls: { ca: authority.pem } } : {});
      for (const method of ['GET', 'POST'] as const) {
        const { message, certificate, status } = await refusal(send(by, peer.url, { method }));
        assert.match(message, says);
        assert.equal(certificate?.reason, reason);
        assert.equal(certificate.fingerprint256, fingerprintOf(leaf));
        assert.equal(certificate.host, new URL(peer.url).host);
        assert.equal(status, undefined);
      }
      assert.deepEqual(peer.recorder.requests, [], 'nothing was sent');
    });
  }

  it('is described for a person to judge', async () => {
    const peer = await serve(good);
    const { certificate } = await refusal(send(client({}), peer.url));
    assert.ok(certificate);
    const { validFrom, validTo, fingerprint256, ...rest } = certificate;
    assert.deepEqual(rest, {
      host: new URL(peer.url).host,
      subject: 'CN=127.0.0.1',
      issuer: 'CN=Certificate tests',
      names,
      selfSigned: false,
      reason: 'unknown-authority',
    });
    assert.ok(validFrom < Date.now() && Date.now() < validTo);
    assert.match(fingerprint256, /^[0-9a-f]{64}$/);
  });

  it('can be trusted by the authority that came with it', async () => {
    const peer = await serve({ ...good, cert: good.cert + authority.pem });
    const { certificate } = await refusal(send(client({}), peer.url));
    assert.equal(certificate?.authority?.subject, 'CN=Certificate tests');
    const tls = { ca: certificate.authority.pem };
    assert.equal((await send(client({ tls }), peer.url)).body, 'in');
  });

  it('has no authority to offer when none came with it', async () => {
    for (const leaf of [good, alone]) {
      const { certificate } = await refusal(send(client({}), (await serve(leaf)).url));
      assert.equal(certificate?.authority, undefined);
    }
  });
});

describe('a private authority', () => {
  it('may be the certificate itself, signed by itself or not', async () => {
    for (const leaf of [alone, good]) {
      const peer = await serve(leaf);
      assert.equal((await send(client({ tls: { ca: leaf.cert } }), peer.url)).body, 'in');
    }
  });

  it('may be one of several', async () => {
    const other = await Authority.create('Another');
    const tls = { ca: other.pem + authority.pem };
    assert.equal((await send(client({ tls }), (await serve(good)).url)).body, 'in');
  });

  it('does not shut out the others', async () => {
    const other = await Authority.create('Another');
    const error = await refusal(send(client({ tls: { ca: other.pem } }), (await serve(good)).url));
    assert.equal(error.certificate?.reason, 'unknown-authority');
  });

  it('vouches for names: a name that it does not cover is refused', async () => {
    const peer = await serve(await authority.issue({ names: ['localhost'] }));
    const by = client({ tls: { ca: authority.pem } });
    assert.equal((await send(by, `https://localhost:${peer.port}`)).body, 'in');
    assert.equal((await refusal(send(by, peer.url))).certificate?.reason, 'wrong-name');
  });
});

describe('a pinned certificate', () => {
  for (const [what, leaf] of [
    ['of an unknown authority', good],
    ['that has expired', late],
    ['of another name', foreign],
    ['that signs itself', alone],
  ] as const) {
    it(`is trusted: one ${what}`, async () => {
      const peer = await serve(leaf);
      const by = client({ tls: { fingerprint256: fingerprintOf(leaf) } });
      for (const method of ['GET', 'POST'] as const) {
        assert.equal((await send(by, peer.url, { method })).body, 'in');
      }
    });
  }

  it('shuts out every other, also one of the trusted authority', async () => {
    const peer = await serve(good);
    for (const tls of [
      { fingerprint256: fingerprintOf(late) },
      { fingerprint256: fingerprintOf(late), ca: authority.pem },
      { fingerprint256: '' },
    ]) {
      const error = await refusal(send(client({ tls }), peer.url, { method: 'POST' }));
      assert.equal(error.certificate?.reason, 'pin-mismatch');
      assert.equal(error.certificate.fingerprint256, fingerprintOf(good));
      assert.match(
        error.message,
        /presents a different certificate from the one that this account/,
      );
    }
    assert.deepEqual(peer.recorder.requests, []);
  });

  it('is told from another by the server’s own certificate, not by one of its chain', async () => {
    const peer = await serve({ ...good, cert: good.cert + authority.pem });
    const by = client({ tls: { fingerprint256: fingerprintOf(late) } });
    const { certificate } = await refusal(send(by, peer.url));
    assert.equal(certificate?.subject, 'CN=127.0.0.1');
    assert.equal(certificate.fingerprint256, fingerprintOf(good));
    assert.equal(certificate.authority?.subject, 'CN=Certificate tests');
  });

  it('is checked before the first byte of the request is written', async (context) => {
    for (const [pinned, received] of [
      [late, /^$/],
      [good, /^POST \/secret-path HTTP/],
    ] as const) {
      const peer = await startTls(good);
      context.after(peer.close);
      const by = client({ tls: { fingerprint256: fingerprintOf(pinned) } });
      await send(by, `${peer.url}/secret-path`, { method: 'POST' }).catch(() => undefined);
      assert.match(await peer.received, received);
    }
  });
});

describe('a server that wants a certificate from us', () => {
  for (const tls of [{ ca: authority.pem }, { fingerprint256: fingerprintOf(good) }]) {
    it(`is not supported, with ${Object.keys(tls).join()}`, async (context) => {
      const peer = await startTls(good, {
        requestCert: true,
        rejectUnauthorized: true,
        ca: authority.pem,
        maxVersion: 'TLSv1.2',
      });
      context.after(peer.close);
      await assert.rejects(send(client({ tls }), peer.url, { method: 'POST' }), {
        code: 'tls',
        repair: undefined,
        message: `${new URL(peer.url).host} refused the TLS handshake; it may ask for a client certificate, which cannot be given here.`,
      });
    });
  }
});

describe('inspectCertificate', () => {
  const look = (url: string, ca?: string) =>
    inspectCertificate(
      new URL(url),
      noProxySettings,
      ca === undefined ? {} : { ca },
      new AbortController().signal,
    );

  it('says what is wrong by itself, and sends nothing', async () => {
    const peer = await serve(good);
    assert.equal((await look(peer.url))?.reason, 'unknown-authority');
    assert.equal((await look(peer.url, authority.pem))?.reason, 'other');
    assert.equal((await look((await serve(late)).url, authority.pem))?.reason, 'expired');
    assert.equal((await look((await serve(foreign)).url, authority.pem))?.reason, 'wrong-name');
    assert.deepEqual(peer.recorder.requests, []);
  });
});
