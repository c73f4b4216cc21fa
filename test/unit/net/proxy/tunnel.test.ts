import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { setImmediate } from 'node:timers/promises';
import { ProxyAgent, fetch as undiciFetch } from 'undici';
import { Secret } from '../../../../src/core/secret.ts';
import type { RegistryError } from '../../../../src/core/errors.ts';
import type { ProxySettings } from '../../../../src/net/proxy/proxy.ts';
import { startProxy } from '../../../sandbox/proxy.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';
import { client, fingerprintOf, listening, send, startPeer, startRaw, through } from '../peer.ts';

/** Only the proxies know where it is. */
const host = 'quay.sandbox.test';
const url = `https://${host}`;
const authority = await Authority.create('Tunnel tests');
const leaf = await authority.issue({ names: [host, '127.0.0.1'] });
const peer = await startPeer(() => ({ status: 200, headers: {}, body: 'in' }), leaf);
const hosts = { [host]: peer.port };
const proxy = await startProxy({ hosts });
const credentials = { username: 'dana', password: 'p@ss:wörd/1' };
const guarded = await startProxy({ hosts, credentials });
const signedIn = `http://dana:${encodeURIComponent(credentials.password)}@127.0.0.1:${guarded.port}`;
after(() => Promise.all([peer.close(), proxy.close(), guarded.close()]));

const tls = { ca: authority.pem };
const by = (settings: ProxySettings, more = {}) => client({ tls, proxy: () => settings, ...more });

async function failure(attempt: Promise<unknown>): Promise<RegistryError> {
  return attempt.then(
    () => assert.fail('it went through'),
    (error: unknown) => error as RegistryError,
  );
}

beforeEach(() => {
  proxy.counters.targets.length = 0;
  peer.recorder.clear();
});
afterEach(() => {
  proxy.refusing = false;
});

describe('the trusted route through a proxy', () => {
  it('reaches a name that only the proxy knows', async () => {
    assert.equal((await send(by(through(proxy.url)), url)).body, 'in');
    assert.equal((await send(by(through(proxy.url)), url, { method: 'POST' })).body, 'in');
    assert.deepEqual(proxy.counters.targets, [`${host}:443`, `${host}:443`]);
  });

  it('pins through it', async () => {
    const pinned = { tls: { fingerprint256: fingerprintOf(leaf) } };
    assert.equal((await send(by(through(proxy.url), pinned), url)).body, 'in');
    const error = await failure(
      send(by(through(proxy.url), { tls: { fingerprint256: '00' } }), url, { method: 'POST' }),
    );
    assert.equal(error.certificate?.reason, 'pin-mismatch');
    assert.equal(peer.recorder.requests.length, 1);
  });

  it('shows a certificate that it refuses', async () => {
    const other = await Authority.create('Other');
    const error = await failure(send(by(through(proxy.url), { tls: { ca: other.pem } }), url));
    assert.deepEqual([error.code, error.certificate?.issuer], ['tls', 'CN=Tunnel tests']);
    assert.deepEqual(peer.recorder.requests, []);
  });

  it('takes the proxy of the environment when none is set', async () => {
    const settings = through('', { environment: { HTTPS_PROXY: proxy.url } });
    assert.equal((await send(by(settings), url)).body, 'in');
    assert.equal(proxy.counters.targets.length, 1);
  });

  for (const [why, settings] of [
    ['http.proxySupport is off', through(proxy.url, { support: 'off' })],
    ['http.noProxy has the host', through(proxy.url, { noProxy: ['sandbox.test'] })],
    ['NO_PROXY has the host', through(proxy.url, { environment: { no_proxy: host } })],
  ] as const) {
    it(`goes directly when ${why}`, async () => {
      const error = await failure(send(by(settings), url));
      assert.equal(error.code, 'unreachable');
      assert.match(error.message, /^quay\.sandbox\.test cannot be reached/);
      assert.deepEqual(proxy.counters.targets, []);
    });
  }

  it('goes directly to loopback', async () => {
    assert.equal((await send(by(through(proxy.url)), peer.url)).body, 'in');
    assert.deepEqual(proxy.counters.targets, []);
  });

  it('obeys a change of the settings at once', async () => {
    let settings = through('http://127.0.0.1:9');
    const changing = client({ tls, proxy: () => settings });
    assert.equal((await failure(send(changing, url))).code, 'proxy');
    settings = through(proxy.url);
    assert.equal((await send(changing, url)).body, 'in');
    proxy.counters.targets.length = 0;
    settings = through(signedIn);
    assert.equal((await send(changing, url)).body, 'in');
    assert.deepEqual(proxy.counters.targets, []);
  });

  it('keeps a connection for reading and takes a new one for each change', async () => {
    const once = by(through(proxy.url));
    await send(once, url);
    // A connection is free again one turn after its answer.
    await setImmediate();
    await send(once, url);
    assert.equal(proxy.counters.targets.length, 1);
    await send(once, url, { method: 'DELETE' });
    await send(once, url, { method: 'DELETE' });
    assert.equal(proxy.counters.targets.length, 3);
  });
});

describe('a proxy that wants a sign-in', () => {
  it('gets it from its address, and nobody else does', async () => {
    const authorization = { scheme: 'bearer', token: new Secret('t0ken') } as const;
    assert.equal((await send(by(through(signedIn)), url, { authorization })).body, 'in');
    assert.deepEqual(peer.recorder.requests[0]?.headerNames.includes('proxy-authorization'), false);
    assert.deepEqual(peer.recorder.authorizations(), ['Bearer t0ken']);
  });

  for (const address of [guarded.url, signedIn.replace('dana', 'eve')]) {
    it(`says so (${address === guarded.url ? 'none' : 'a wrong one'} given)`, async () => {
      for (const method of ['GET', 'POST'] as const) {
        const error = await failure(send(by(through(address)), url, { method }));
        assert.equal(error.code, 'proxy');
        assert.equal(
          error.message,
          `The proxy 127.0.0.1:${guarded.port} asks for a user name and a password (407); ` +
            'put them in the address of the proxy, in the setting http.proxy.',
        );
      }
    });
  }
});

describe('a proxy that fails', () => {
  it('says that it cannot reach the server', async () => {
    proxy.refusing = true;
    const error = await failure(send(by(through(proxy.url)), url, { method: 'POST' }));
    assert.equal(error.code, 'proxy');
    assert.equal(
      error.message,
      `The proxy 127.0.0.1:${proxy.port} cannot reach quay.sandbox.test (502).`,
    );
  });

  it('is not there', async () => {
    const gone = await startRaw(() => undefined);
    gone.close();
    const error = await failure(send(by(through(`http://127.0.0.1:${gone.port}`)), url));
    assert.deepEqual(
      [error.code, error.message],
      ['proxy', `The proxy 127.0.0.1:${gone.port} cannot be reached: it refuses connections.`],
    );
  });

  it('has no address', async () => {
    const name = `${'x'.repeat(64)}.test`;
    const error = await failure(send(by(through(`http://${name}:3128`)), url));
    assert.equal(error.code, 'proxy');
    assert.equal(
      error.message,
      `The proxy ${name}:3128 cannot be reached: no host of this name is known.`,
    );
  });

  for (const answer of [
    'SSH-2.0-Open\r\n\r\n',
    'HTTP/1.1 200 OK\r\n\r\nand more',
    `HTTP/1.1 200 ${'x'.repeat(20_000)}`,
  ]) {
    it(`answers ${JSON.stringify(answer.slice(0, 32))}`, async (context) => {
      const strange = await startRaw((socket) => socket.once('data', () => socket.write(answer)));
      context.after(strange.close);
      const settings = through(`http://127.0.0.1:${strange.port}`);
      const error = await failure(send(by(settings), url, { method: 'POST' }));
      assert.equal(error.code, 'proxy');
    });
  }

  it('hangs up', async (context) => {
    const rude = await startRaw((socket) => socket.once('data', () => socket.end()));
    context.after(rude.close);
    const settings = through(`http://127.0.0.1:${rude.port}`);
    const error = await failure(send(by(settings), url, { method: 'POST' }));
    assert.deepEqual(
      [error.code, error.message],
      ['proxy', `The proxy 127.0.0.1:${rude.port} closed the connection.`],
    );
  });

  it('is of a sort that cannot be used', async () => {
    const error = await failure(send(by(through('socks4://127.0.0.1:1080')), url));
    assert.equal(error.code, 'proxy');
    assert.match(
      error.message,
      /^The proxy 127\.0\.0\.1:1080 is not an http, https or socks5 proxy/,
    );
  });
});

describe('a proxy that speaks TLS', () => {
  const machine = getCACertificates('default');
  afterEach(() => {
    setDefaultCACertificates(machine);
  });

  it('is used when the machine trusts it; the account’s authority does not count', async (context) => {
    const authorityOfProxy = await Authority.create('Authority of the proxy');
    const { key, cert } = await authorityOfProxy.issue({ names: ['127.0.0.1'] });
    const front = createServer({ key, cert }, (socket) => {
      socket.on('error', () => undefined);
      socket.pipe(connect(proxy.port, '127.0.0.1')).pipe(socket);
    }).on('tlsClientError', () => undefined);
    const port = await listening(front);
    context.after(() => front.close());
    const settings = through(`https://127.0.0.1:${port}`);
    const pem = authority.pem + authorityOfProxy.pem;
    const error = await failure(send(by(settings, { tls: { ca: pem } }), url));
    assert.deepEqual(
      [error.code, error.message],
      [
        'proxy',
        `The proxy 127.0.0.1:${port} has a certificate that is not trusted on this machine.`,
      ],
    );
    setDefaultCACertificates([...machine, authorityOfProxy.pem]);
    assert.equal((await send(by(settings), url)).body, 'in');
    assert.deepEqual(proxy.counters.targets, [`${host}:443`]);
  });
});

/** The editor puts a dispatcher of this kind behind `fetch`; here the test does. */
describe('the default route behind the proxy of an editor', () => {
  const original = globalThis.fetch;
  const agents: ProxyAgent[] = [];
  const proxied = (address: string, trusting = true) => {
    const agent = new ProxyAgent({
      uri: address,
      ...(trusting ? { requestTls: { ca: authority.pem } } : {}),
    });
    agents.push(agent);
    globalThis.fetch = ((input: string, init: object) =>
      undiciFetch(input, { ...init, dispatcher: agent })) as unknown as typeof fetch;
    return client({ proxy: () => through(address) });
  };
  afterEach(async () => {
    globalThis.fetch = original;
    await Promise.all(agents.splice(0).map((agent) => agent.close()));
  });

  it('goes through it', async () => {
    assert.equal((await send(proxied(proxy.url), url)).body, 'in');
    assert.deepEqual(proxy.counters.targets, [`${host}:443`]);
  });

  for (const method of ['GET', 'POST'] as const) {
    it(`says what the proxy answered, to ${method}`, async () => {
      proxy.refusing = true;
      const refused = await failure(send(proxied(proxy.url), url, { method }));
      assert.equal(refused.code, 'proxy');
      assert.match(refused.message, /cannot reach quay\.sandbox\.test \(502\)\.$/);
      const unknown = await failure(send(proxied(guarded.url), url, { method }));
      assert.equal(unknown.code, 'proxy');
      assert.match(unknown.message, /asks for a user name and a password \(407\)/);
    });

    it(`says that the proxy is not there, to ${method}`, async () => {
      const gone = await startRaw(() => undefined);
      gone.close();
      const error = await failure(send(proxied(`http://127.0.0.1:${gone.port}`), url, { method }));
      assert.deepEqual(
        [error.code, error.message],
        ['proxy', `The proxy 127.0.0.1:${gone.port} cannot be reached: it refuses connections.`],
      );
    });
  }

  it('looks at a refused certificate through it', async () => {
    const error = await failure(send(proxied(proxy.url, false), url, { method: 'POST' }));
    assert.equal(error.code, 'tls');
    assert.equal(error.certificate?.fingerprint256, fingerprintOf(leaf));
    assert.deepEqual(peer.recorder.requests, []);
  });
});
