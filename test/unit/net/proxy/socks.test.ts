import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import type { RegistryError } from '../../../../src/core/errors.ts';
import type { WireFault } from '../../../../src/net/http/fault.ts';
import { openSocket } from '../../../../src/net/http/socket.ts';
import { openSocks } from '../../../../src/net/proxy/socks.ts';
import { startSocks } from '../../../sandbox/socks.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';
import { client, send, startPeer, startRaw, through } from '../peer.ts';

/** Only the proxies know where it is. */
const host = 'quay.sandbox.test';
const url = `https://${host}`;
const authority = await Authority.create('SOCKS tests');
const leaf = await authority.issue({ names: [host] });
const peer = await startPeer(() => ({ status: 200, headers: {}, body: 'in' }), leaf);
const hosts = { [host]: peer.port };
const proxy = await startSocks({ hosts });
const credentials = { username: 'dana', password: 'p@ss:wörd/1' };
const guarded = await startSocks({ hosts, credentials });
after(() => Promise.all([peer.close(), proxy.close(), guarded.close()]));
afterEach(() => {
  Object.assign(proxy, { refusal: 0, dribbles: false });
  proxy.targets.length = 0;
  peer.recorder.clear();
});

const by = (address: string) =>
  client({ tls: { ca: authority.pem }, proxy: () => through(address) });
const failure = (attempt: Promise<unknown>): Promise<RegistryError> =>
  attempt.then(
    () => assert.fail('it went through'),
    (error: unknown) => error as RegistryError,
  );

describe('the trusted route through a SOCKS5 proxy', () => {
  for (const scheme of ['socks5', 'socks5h']) {
    it(`reaches a name that only the proxy knows, by ${scheme}`, async () => {
      const address = proxy.url.replace('socks5', scheme);
      assert.equal((await send(by(address), url)).body, 'in');
      assert.equal((await send(by(address), url, { method: 'POST' })).body, 'in');
      assert.deepEqual(proxy.targets, [`${host}:443`, `${host}:443`]);
    });
  }

  it('reads answers that come byte by byte', async () => {
    proxy.dribbles = true;
    assert.equal((await send(by(proxy.url), url)).body, 'in');
  });

  it('signs in with what stands in its address', async () => {
    const secret = encodeURIComponent(credentials.password);
    const address = `socks5://dana:${secret}@127.0.0.1:${guarded.port}`;
    assert.equal((await send(by(address), url)).body, 'in');
    assert.ok(!peer.recorder.requests[0]?.headerNames.includes('proxy-authorization'));
  });

  for (const user of ['', 'dana:wrong@', 'dana@', `${'x'.repeat(256)}@`]) {
    it(`says that it wants another sign-in than ${user.slice(0, 12) || 'none'}`, async () => {
      const address = `socks5://${user}127.0.0.1:${guarded.port}`;
      const { code, message } = await failure(send(by(address), url, { method: 'POST' }));
      assert.equal(code, 'proxy');
      assert.equal(
        message,
        `The proxy 127.0.0.1:${guarded.port} asks for a user name and a password other than those in its address.`,
      );
      assert.deepEqual(peer.recorder.requests, []);
    });
  }

  for (const [refusal, says] of [
    [1, `did not open a connection to ${host}`],
    [2, `does not allow connections to ${host}`],
    [4, `cannot reach ${host}`],
    [5, `cannot reach ${host}`],
    [8, `did not open a connection to ${host}`],
    [99, `did not open a connection to ${host}`],
  ] as const) {
    it(`says why it does not go on (${refusal})`, async () => {
      proxy.refusal = refusal;
      const { code, message } = await failure(send(by(proxy.url), url, { method: 'POST' }));
      assert.deepEqual([code, message], ['proxy', `The proxy 127.0.0.1:${proxy.port} ${says}.`]);
    });
  }

  it('says that it is no such proxy, and that it hangs up', async (context) => {
    for (const [said, says] of [
      ['HTTP/1.1 400 Bad Request\r\n\r\n', 'did not answer as a proxy does'],
      [Buffer.from([5, 0, 5]), 'did not answer as a proxy does'],
      ['', 'closed the connection'],
    ] as const) {
      const other = await startRaw((socket) => socket.once('data', () => socket.end(said)));
      context.after(other.close);
      const { code, message } = await failure(send(by(`socks5://127.0.0.1:${other.port}`), url));
      assert.deepEqual([code, message], ['proxy', `The proxy 127.0.0.1:${other.port} ${says}.`]);
    }
  });

  it('says that it is not there', async () => {
    const gone = await startRaw(() => undefined);
    gone.close();
    const { code, message } = await failure(send(by(`socks5://127.0.0.1:${gone.port}`), url));
    assert.equal(code, 'proxy');
    assert.match(message, /cannot be reached: it refuses connections/);
  });
});

describe('a connection through SOCKS5', () => {
  const { signal } = new AbortController();
  for (const [target, sent] of [
    ['192.0.2.7', '192.0.2.7:443'],
    ['[2001:db8::7:0:ffff]', '[2001:0db8:0000:0000:0000:0007:0000:ffff]:443'],
    ['[::1]', '[0000:0000:0000:0000:0000:0000:0000:0001]:443'],
    ['[1:2:3:4:5:6:7:8]', '[0001:0002:0003:0004:0005:0006:0007:0008]:443'],
    ['name.example', 'name.example:443'],
  ] as const) {
    it(`is asked for by address or name: ${target}`, async () => {
      proxy.refusal = 4;
      const socket = await openSocket('127.0.0.1', proxy.port, signal);
      const attempt = openSocks(socket, new URL(proxy.url), target, 443, signal);
      await assert.rejects(attempt, (fault: WireFault) => fault.details.socks === 'unreachable');
      assert.deepEqual(proxy.targets, [sent]);
      assert.equal(socket.destroyed, true);
    });
  }

  it('is given up in time', async (context) => {
    const mute = await startRaw(() => undefined);
    context.after(mute.close);
    const controller = new AbortController();
    const socket = await openSocket('127.0.0.1', mute.port, controller.signal);
    const attempt = openSocks(socket, new URL(proxy.url), host, 443, controller.signal);
    controller.abort();
    await assert.rejects(attempt, { name: 'WireFault', fault: 'connect-timeout' });
  });
});
