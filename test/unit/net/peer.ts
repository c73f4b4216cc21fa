import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createHttpClient, type HttpClientOptions } from '../../../src/net/http/client.ts';
import type { HttpClient, HttpReply, HttpRequest } from '../../../src/net/http/http.ts';
import { noProxySettings, type ProxySettings } from '../../../src/net/proxy/proxy.ts';
import { systemClock } from '../../sandbox/clock.ts';
import type { RequestHandler } from '../../sandbox/http/message.ts';
import { Recorder } from '../../sandbox/http/recorder.ts';
import { startServer, type SandboxServer } from '../../sandbox/http/server.ts';
import type { Authority, Leaf } from '../../sandbox/tls/authority.ts';
import { allOf } from '../all-of.ts';

/** A server to talk to, with what it saw. */
export interface Peer extends SandboxServer {
  readonly recorder: Recorder;
}

/** Starts a server on a free loopback port; with a leaf it speaks TLS. */
export async function startPeer(handle: RequestHandler, leaf?: Leaf): Promise<Peer> {
  const recorder = new Recorder();
  const server = await startServer({
    name: 'peer',
    handle,
    recorder,
    clock: systemClock(),
    ...(leaf === undefined ? {} : { leaf }),
  });
  return Object.assign(server, { recorder });
}

/** One of the two routes, and the server that it is tried on. */
export interface RouteCase {
  readonly name: 'default route' | 'trusted route';
  readonly peer: Peer;
  readonly client: HttpClient;
}

/** Both routes to the same handler. The default one trusts no test authority, hence plain http. */
export async function bothRoutes(
  authority: Authority,
  handle: RequestHandler,
): Promise<readonly RouteCase[]> {
  const leaf = await authority.issue({ names: ['127.0.0.1'] });
  return [
    { name: 'default route', peer: await startPeer(handle), client: client({}) },
    {
      name: 'trusted route',
      peer: await startPeer(handle, leaf),
      client: client({ tls: { ca: authority.pem } }),
    },
  ];
}

/** A client without proxy unless told. */
export function client(options: Partial<HttpClientOptions>): HttpClient {
  return createHttpClient({ proxy: () => noProxySettings, ...options });
}

/** Settings with a proxy, as when nothing else is set. */
export function through(proxy: string, more: Partial<ProxySettings> = {}): ProxySettings {
  return { ...noProxySettings, support: 'override', proxy, ...more };
}

/** Sends a GET unless told otherwise; the signal is one that never aborts unless given. */
export async function send(
  by: HttpClient,
  url: string,
  request: Partial<HttpRequest> = {},
): Promise<Omit<HttpReply, 'body'> & { readonly body: string }> {
  const { signal } = new AbortController();
  const reply = await by.send({ method: 'GET', url, signal, ...request });
  return { ...reply, body: allOf(reply.body) };
}

/** SHA-256 of a certificate as an account keeps it. */
export function fingerprintOf(leaf: Leaf): string {
  return new X509Certificate(leaf.cert).fingerprint256.replaceAll(':', '').toLowerCase();
}

/** A TLS server that answers every request, if it is one, with 200, and keeps what it received. */
export interface TlsPeer {
  readonly url: string;
  /** Settles when the first connection has ended, with the plain text that came through it. */
  readonly received: Promise<string>;
  readonly close: () => void;
}

export async function startTls(leaf: Leaf, options: TlsOptions = {}): Promise<TlsPeer> {
  const sockets: Socket[] = [];
  let text = '';
  const { promise, resolve } = Promise.withResolvers<string>();
  const server = createTlsServer({ key: leaf.key, cert: leaf.cert, ...options });
  server.on('connection', (socket: Socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined).once('close', () => resolve(text));
  });
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        text += chunk.toString();
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nin');
      });
  });
  const port = await listening(server);
  return {
    url: `https://127.0.0.1:${port}`,
    received: promise,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A server below HTTP, that does with each connection what it is told. */
export interface RawPeer {
  readonly port: number;
  /** Settles with the first connection. */
  readonly connected: Promise<Socket>;
  readonly close: () => void;
}

export async function startRaw(serve: (socket: Socket) => void): Promise<RawPeer> {
  const { promise, resolve } = Promise.withResolvers<Socket>();
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    serve(socket);
    resolve(socket);
  });
  const port = await listening(server);
  return {
    port,
    connected: promise,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Has a server listen on a free loopback port, and gives the port. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
