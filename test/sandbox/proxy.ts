import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { listen, stop } from './http/server.ts';

export interface ProxyOptions {
  /** Names that only the proxy can resolve, with the loopback port behind them. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** With credentials, requests without them get 407. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** What went through the proxy since its start. */
export interface ProxyCounters {
  /** Tunnels opened. */
  connects: number;
  /** Requests forwarded in absolute form. */
  forwards: number;
  /** Requests answered 407. */
  unauthenticated: number;
  /** Requests answered 502, by refusal or because the target was not there. */
  refused: number;
  /** `host:port` of every tunnel and forward, in order. */
  readonly targets: string[];
}

/** A forward proxy for CONNECT and absolute-form requests. */
export interface ProxySandbox {
  /** `http://127.0.0.1:<port>`, without credentials. */
  readonly url: string;
  readonly port: number;
  readonly counters: ProxyCounters;
  /** While true, everything is answered 502. */
  refusing: boolean;
  close(): Promise<void>;
}

interface Target {
  readonly host: string;
  readonly port: number;
}

/** Starts a proxy on a free loopback port. */
export async function startProxy(options: ProxyOptions = {}): Promise<ProxySandbox> {
  const counters: ProxyCounters = {
    connects: 0,
    forwards: 0,
    unauthenticated: 0,
    refused: 0,
    targets: [],
  };
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    const refusal = refuse(request);
    if (refusal !== undefined) {
      request.resume();
      response.writeHead(refusal.status, { ...refusal.headers, Connection: 'close' }).end();
      return;
    }
    forward(options, counters, request, response);
  });
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    sockets.add(client);
    client.on('close', () => sockets.delete(client));
    client.on('error', () => client.destroy());
    const refusal = refuse(request);
    if (refusal === undefined) {
      tunnel(options, counters, request.url ?? '', client, head);
    } else {
      refuseTunnel(client, refusal);
    }
  });
  const port = await listen(server);
  const proxy: ProxySandbox = {
    url: `http://127.0.0.1:${port}`,
    port,
    counters,
    refusing: false,
    close: () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      return stop(server);
    },
  };
  return proxy;

  function refuse(request: IncomingMessage): Refusal | undefined {
    if (options.credentials !== undefined) {
      const { username, password } = options.credentials;
      const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      if (request.headers['proxy-authorization'] !== expected) {
        counters.unauthenticated += 1;
        return AUTHENTICATION_REQUIRED;
      }
    }
    if (proxy.refusing) {
      counters.refused += 1;
      return BAD_GATEWAY;
    }
    return undefined;
  }
}

interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
}

const BAD_GATEWAY: Refusal = { status: 502, reason: 'Bad Gateway', headers: {} };
const AUTHENTICATION_REQUIRED: Refusal = {
  status: 407,
  reason: 'Proxy Authentication Required',
  headers: { 'Proxy-Authenticate': 'Basic realm="sandbox proxy"' },
};

function refuseTunnel(client: Duplex, { status, reason, headers }: Refusal): void {
  const lines = Object.entries({ ...headers, 'Content-Length': '0', Connection: 'close' });
  client.end(
    `HTTP/1.1 ${status} ${reason}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
}

function tunnel(
  options: ProxyOptions,
  counters: ProxyCounters,
  authority: string,
  client: Duplex,
  head: Buffer,
): void {
  const { hostname, port } = new URL(`http://${authority}`);
  const { host, port: targetPort } = resolve(options, hostname, Number(port || 80));
  const upstream = connect(targetPort, host);
  let isOpen = false;
  upstream.once('connect', () => {
    isOpen = true;
    counters.connects += 1;
    counters.targets.push(authority);
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on('error', () => {
    if (isOpen) {
      client.destroy();
    } else {
      counters.refused += 1;
      refuseTunnel(client, BAD_GATEWAY);
    }
  });
  client.on('close', () => upstream.destroy());
}

function forward(
  options: ProxyOptions,
  counters: ProxyCounters,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!URL.canParse(request.url ?? '')) {
    response.writeHead(400, { Connection: 'close' }).end();
    return;
  }
  const url = new URL(request.url ?? '');
  const target = resolve(options, url.hostname, Number(url.port || 80));
  const headers = { ...request.headers, host: url.host };
  delete headers['proxy-authorization'];
  const upstream = httpRequest(
    {
      ...target,
      method: request.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers,
    },
    (answer) => {
      counters.forwards += 1;
      counters.targets.push(url.host);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  upstream.on('error', () => {
    counters.refused += 1;
    response.writeHead(502, { Connection: 'close' }).end();
  });
  request.pipe(upstream);
}

function resolve(options: ProxyOptions, host: string, port: number): Target {
  const mapped = options.hosts?.[host];
  return mapped === undefined ? { host, port } : { host: '127.0.0.1', port: mapped };
}
