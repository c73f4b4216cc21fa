import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { systemClock } from './clock.ts';
import { send } from './client.ts';
import { Recorder } from './http/recorder.ts';
import { json } from './http/reply.ts';
import { startServer } from './http/server.ts';
import { startProxy } from './proxy.ts';
import type { ProxySandbox } from './proxy.ts';
import { startHarness } from './harness.ts';
import type { Harness } from './harness.ts';
import { PROXIED_HOST } from './sandbox.ts';

/** Opens a tunnel; gives the proxy's status and, if it was 200, the socket. */
async function openTunnel(
  proxy: ProxySandbox,
  target: string,
  headers: OutgoingHttpHeaders = {},
): Promise<{ status: number; socket: Socket; headers: OutgoingHttpHeaders }> {
  const { promise, resolve, reject } =
    Promise.withResolvers<Awaited<ReturnType<typeof openTunnel>>>();
  httpRequest({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: target, headers })
    .on('connect', (response, socket) => {
      resolve({ status: response.statusCode ?? 0, socket, headers: response.headers });
    })
    .on('error', reject)
    .end();
  return promise;
}

/** First line of the answer to `GET /config` through an open tunnel. */
async function configThrough(socket: Socket, servername: string, ca: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const tls = connectTls({ socket, servername, ca });
  tls.on('error', reject);
  tls.once('data', (data: Buffer) => {
    resolve(data.toString('utf8').split('\r\n')[0] ?? '');
    tls.destroy();
  });
  tls.write(`GET /config HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`);
  return promise;
}

describe('proxy', () => {
  let quay: Harness;
  before(async () => {
    quay = await startHarness();
  });
  after(() => quay.sandbox.close());

  it('tunnels to a name that it alone can resolve', async () => {
    const { proxy, authority } = quay.sandbox;
    const target = `${PROXIED_HOST}:443`;
    const { status, socket } = await openTunnel(proxy, target);
    assert.equal(status, 200);
    assert.equal(await configThrough(socket, PROXIED_HOST, authority.pem), 'HTTP/1.1 200 OK');
    assert.deepEqual([proxy.counters.connects, proxy.counters.targets], [1, [target]]);
  });

  it('asks for credentials when it has some', async () => {
    const proxy = await startProxy({
      hosts: { [PROXIED_HOST]: quay.sandbox.quay.port },
      credentials: { username: 'gate', password: 'open' },
    });
    const target = `${PROXIED_HOST}:443`;
    const without = await openTunnel(proxy, target);
    assert.equal(without.status, 407);
    assert.equal(without.headers['proxy-authenticate'], 'Basic realm="sandbox proxy"');
    const forwarded = await send(proxy.url);
    assert.equal(forwarded.status, 407);
    const basic = `Basic ${Buffer.from('gate:open').toString('base64')}`;
    const withThem = await openTunnel(proxy, target, { 'Proxy-Authorization': basic });
    assert.equal(withThem.status, 200);
    withThem.socket.destroy();
    await proxy.close();
    assert.deepEqual([proxy.counters.unauthenticated, proxy.counters.connects], [2, 1]);
  });

  it('refuses on demand, and when nobody listens behind it', async () => {
    const proxy = await startProxy();
    const gone = await startServer({
      name: 'gone',
      clock: systemClock(),
      recorder: new Recorder(),
      handle: () => json(200, {}),
    });
    await gone.close();
    assert.equal((await openTunnel(proxy, `127.0.0.1:${gone.port}`)).status, 502);
    proxy.refusing = true;
    assert.equal((await openTunnel(proxy, `127.0.0.1:${quay.sandbox.quay.port}`)).status, 502);
    assert.deepEqual([proxy.counters.refused, proxy.counters.connects], [2, 0]);
    await proxy.close();
  });

  it('forwards requests in absolute form and keeps its credentials to itself', async () => {
    const recorder = new Recorder();
    const server = await startServer({
      name: 'plain',
      clock: systemClock(),
      recorder,
      handle: (request) => json(200, { host: request.headers.host, body: String(request.body) }),
    });
    const proxy = await startProxy({ hosts: { 'plain.sandbox.test': server.port } });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    httpRequest(
      {
        host: '127.0.0.1',
        port: proxy.port,
        method: 'POST',
        path: 'http://plain.sandbox.test/path?x=1',
        headers: { 'Proxy-Authorization': 'Basic eDp5', 'Content-Length': 2 },
      },
      (response) => {
        response.on('data', (data: Buffer) => {
          resolve(data.toString());
        });
      },
    )
      .on('error', reject)
      .end('hi');
    assert.deepEqual(JSON.parse(await promise), { host: 'plain.sandbox.test', body: 'hi' });
    assert.equal(recorder.requests[0]?.url, '/path?x=1');
    assert.equal(recorder.requests[0].headerNames.includes('proxy-authorization'), false);
    assert.equal(proxy.counters.forwards, 1);
    await proxy.close();
    await server.close();
  });
});
