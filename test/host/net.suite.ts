import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RegistryError } from '../../src/core/errors.ts';
import { createHttpClient, type HttpClientOptions } from '../../src/net/http/client.ts';
import type { HttpReply, HttpRequest } from '../../src/net/http/http.ts';
import { proxySettings } from '../../src/ui/editor/proxy-settings.ts';
import { startProxy, type ProxySandbox } from '../sandbox/proxy.ts';
import type { Authority, Leaf } from '../sandbox/tls/authority.ts';
import '../sandbox/tls/reflectMetadata.ts';
import { fingerprintOf, startPeer, type Peer } from '../unit/net/peer.ts';
import { allOf } from '../unit/all-of.ts';

/*
 * Names that only the proxy knows, so that nothing can arrive there by another way. On the default
 * route each test has its own, because the editor keeps tunnels open and uses them again.
 */
const plainHosts = ['get', 'post', 'refused', 'direct'].map((name) => `${name}.sandbox.test`);
const secureHost = 'quay.sandbox.test';
const secureUrl = `https://${secureHost}/`;

type Change = Readonly<Partial<Record<'proxy' | 'noProxy' | 'proxySupport', unknown>>>;

describe('the network inside the editor', () => {
  let authority: Authority;
  let leaf: Leaf;
  let plain: Peer;
  let secure: Peer;
  let proxy: ProxySandbox;
  const changed = new Set<string>();

  before(async () => {
    // Loaded here, because in a bundle its package would be loaded before what it needs.
    const { Authority } = await import('../sandbox/tls/authority.ts');
    authority = await Authority.create('Authority of the host suite');
    leaf = await authority.issue({ names: [secureHost, '127.0.0.1'] });
    const handle = () => ({ status: 200, headers: {}, body: 'in' });
    plain = await startPeer(handle);
    secure = await startPeer(handle, leaf);
    // One for all tests: VS Code 1.105 stays with the proxy that its fetch used first.
    const hosts = Object.fromEntries(plainHosts.map((host) => [host, plain.port]));
    proxy = await startProxy({ hosts: { ...hosts, [secureHost]: secure.port } });
  });

  after(() => Promise.all([plain, secure, proxy].map((server) => server.close())));

  afterEach(async () => {
    for (const name of changed) await setting(name, undefined);
    changed.clear();
    proxy.refusing = false;
    proxy.counters.targets.length = 0;
    plain.recorder.clear();
    secure.recorder.clear();
  });

  /** The settings as a person changes them. */
  async function configure(change: Change): Promise<void> {
    for (const [name, value] of Object.entries(change)) {
      changed.add(name);
      await setting(name, value);
      assert.deepEqual(vscode.workspace.getConfiguration('http').get(name), value);
    }
  }

  async function setting(name: string, value: unknown): Promise<void> {
    const http = vscode.workspace.getConfiguration('http');
    await http.update(name, value, vscode.ConfigurationTarget.Global);
  }

  const ca = () => ({ tls: { ca: authority.pem } });
  const pin = () => ({ tls: { fingerprint256: fingerprintOf(leaf) } });

  // This one comes first: it is about the first requests.
  it('leaves everything global as it was', async () => {
    const before = globals();
    const environment = { ...process.env };
    assert.equal((await send(plain.url)).body, 'in');
    assert.equal((await send(secure.url, ca())).body, 'in');
    assert.equal((await send(secure.url, pin(), { method: 'POST' })).body, 'in');
    assert.deepEqual(globals(), before);
    assert.deepEqual({ ...process.env }, environment);
  });

  for (const method of ['GET', 'POST'] as const) {
    it(`sends ${method} through http.proxy on the default route`, async () => {
      await configure({ proxy: proxy.url });
      const host = `${method.toLowerCase()}.sandbox.test`;
      assert.equal((await send(`http://${host}/`, {}, { method })).body, 'in');
      assert.deepEqual(proxy.counters.targets, [`${host}:80`]);
      assert.deepEqual(
        plain.recorder.requests.map((request) => request.method),
        [method],
      );
    });

    it(`sends ${method} through http.proxy to a server of a private authority`, async () => {
      await configure({ proxy: proxy.url });
      assert.equal((await send(secureUrl, ca(), { method })).body, 'in');
      assert.deepEqual(proxy.counters.targets, [`${secureHost}:443`]);
    });

    it(`sends ${method} through http.proxy to a server with a pinned certificate`, async () => {
      await configure({ proxy: proxy.url });
      assert.equal((await send(secureUrl, pin(), { method })).body, 'in');
      assert.deepEqual(proxy.counters.targets, [`${secureHost}:443`]);
    });
  }

  it('shows through http.proxy which certificate it refuses', async () => {
    await configure({ proxy: proxy.url });
    const error = await failure(send(secureUrl, {}, { method: 'POST' }));
    assert.equal(error.code, 'tls');
    assert.equal(error.certificate?.reason, 'unknown-authority');
    assert.equal(error.certificate.fingerprint256, fingerprintOf(leaf));
    assert.deepEqual(secure.recorder.requests, []);
  });

  it('sends nothing to a server with another certificate than the pinned one', async () => {
    await configure({ proxy: proxy.url });
    const other = { tls: { fingerprint256: '00'.repeat(32) } };
    const error = await failure(send(secureUrl, other, { method: 'POST' }));
    assert.deepEqual([error.code, error.certificate?.reason], ['tls', 'pin-mismatch']);
    assert.deepEqual(secure.recorder.requests, []);
  });

  it('says on both routes what the proxy answered', async () => {
    await configure({ proxy: proxy.url });
    proxy.refusing = true;
    const routes = [
      ['http://refused.sandbox.test/', 'refused.sandbox.test', {}],
      [secureUrl, secureHost, ca()],
    ] as const;
    for (const [url, host, options] of routes) {
      const error = await failure(send(url, options, { method: 'POST' }));
      assert.deepEqual(
        [error.code, error.message],
        ['proxy', `The proxy 127.0.0.1:${proxy.port} cannot reach ${host} (502).`],
      );
    }
  });

  for (const [why, change] of [
    ['http.proxySupport is off', { proxySupport: 'off' }],
    ['http.noProxy has the host', { noProxy: ['sandbox.test'] }],
  ] as const) {
    it(`goes directly on both routes when ${why}`, async () => {
      await configure({ proxy: proxy.url, ...change });
      for (const [url, options] of [
        ['http://direct.sandbox.test/', {}],
        [secureUrl, ca()],
      ] as const) {
        const error = await failure(send(url, options));
        assert.equal(error.code, 'unreachable');
        assert.match(error.message, /sandbox\.test cannot be reached: (no host|names cannot)/);
      }
      assert.deepEqual(proxy.counters.targets, []);
    });
  }

  it('goes directly to this machine', async () => {
    await configure({ proxy: proxy.url });
    assert.equal((await send(plain.url)).body, 'in');
    assert.equal((await send(secure.url, ca())).body, 'in');
    assert.deepEqual(proxy.counters.targets, []);
  });

  it('obeys a change of the settings without a restart', async () => {
    const client = createHttpClient({ ...ca(), proxy: proxySettings });
    const request = { method: 'GET', url: secureUrl, signal: never } as const;
    assert.equal((await failure(client.send(request))).code, 'unreachable');
    await configure({ proxy: proxy.url });
    assert.equal(allOf((await client.send(request)).body), 'in');
  });
});

const { signal: never } = new AbortController();

async function send(
  url: string,
  options: Partial<HttpClientOptions> = {},
  request: Partial<HttpRequest> = {},
): Promise<Omit<HttpReply, 'body'> & { readonly body: string }> {
  const client = createHttpClient({ proxy: proxySettings, allowPlainHttp: true, ...options });
  const reply = await client.send({ method: 'GET', url, signal: never, ...request });
  return { ...reply, body: allOf(reply.body) };
}

async function failure(attempt: Promise<unknown>): Promise<RegistryError> {
  return attempt.then(
    () => assert.fail('it went through'),
    (error: unknown) => error as RegistryError,
  );
}

/** Every property of `globalThis` with what it holds, the very same and not only an equal one. */
function globals(): readonly unknown[] {
  return Reflect.ownKeys(globalThis).map((key) => {
    const descriptor = Object.entries(Object.getOwnPropertyDescriptor(globalThis, key) ?? {});
    return [key, descriptor.map(([part, held]) => [part, identity(held)])];
  });
}

const identities = new Map<unknown, number>();

function identity(thing: unknown): number {
  const known = identities.get(thing) ?? identities.size;
  identities.set(thing, known);
  return known;
}
