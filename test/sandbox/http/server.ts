import { createServer as createHttpServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { SandboxClock } from '../clock.ts';
import type { Leaf } from '../tls/authority.ts';
import { FaultSwitches } from './faults.ts';
import type { ClientCertificate, Reply, RequestHandler, SandboxRequest } from './message.ts';
import { RecordedRequest } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import { html } from './reply.ts';

/** nginx in front of Quay takes no larger body (docs/registries/quay.md §2.0). */
const BODY_LIMIT_BYTES = 5 * 1024 * 1024;

export interface SandboxServerOptions {
  /** Name under which requests are recorded and faults are switched, e.g. `quay`. */
  readonly name: string;
  /** Without a leaf the server speaks plain HTTP. */
  readonly leaf?: Leaf;
  readonly handle: RequestHandler;
  /**
   * Takes over a connection that asks for another protocol: a reply of status 101 says that it did,
   * any other is sent and the connection closed. Without it such requests are refused by Node.
   */
  readonly upgrade?: (request: SandboxRequest, socket: Duplex, head: Buffer) => Reply;
  /** Authority of client certificates, PEM: one is asked for, and nobody is turned away by TLS. */
  readonly clientAuthority?: string;
  readonly recorder: Recorder;
  readonly clock: SandboxClock;
}

/** A listening server with its fault switches. */
export interface SandboxServer {
  readonly name: string;
  /** Origin, e.g. `https://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  readonly faults: FaultSwitches;
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const faults = new FaultSwitches();
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    void serve(options, faults, incoming, response);
  };
  const server =
    options.leaf === undefined
      ? createHttpServer(listener)
      : createHttpsServer(
          {
            key: options.leaf.key,
            cert: options.leaf.cert,
            ...(options.clientAuthority === undefined
              ? {}
              : { ca: options.clientAuthority, requestCert: true, rejectUnauthorized: false }),
          },
          listener,
        );
  const upgraded = new Set<Duplex>();
  if (options.upgrade !== undefined) {
    const { upgrade } = options;
    server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
      upgraded.add(socket);
      socket.on('close', () => upgraded.delete(socket)).on('error', () => socket.destroy());
      const request = requestOf(incoming, Buffer.alloc(0));
      options.recorder.record(new RecordedRequest(options.name, request, options.clock.now()));
      const act = (): Promise<Reply> => Promise.resolve(upgrade(request, socket, head));
      void faults.serve(request, act).then((outcome) => {
        if (outcome === 'cut') socket.destroy();
        else if (outcome.status !== 101) sendRaw(socket, outcome);
      });
    });
  }
  const port = await listen(server);
  return {
    name: options.name,
    url: `${options.leaf === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    faults,
    close: () => {
      faults.clear();
      for (const socket of upgraded) socket.destroy();
      return stop(server);
    },
  };
}

/** Listens on a free loopback port and gives its number. */
export async function listen(server: Server): Promise<number> {
  const { promise, resolve, reject }: PromiseWithResolvers<void> = Promise.withResolvers();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

/** Stops listening and closes what is still open. */
export async function stop(server: Server): Promise<void> {
  const { promise, resolve }: PromiseWithResolvers<void> = Promise.withResolvers();
  server.close(() => {
    resolve();
  });
  server.closeAllConnections();
  await promise;
}

async function serve(
  options: SandboxServerOptions,
  faults: FaultSwitches,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const request = await readRequest(incoming);
    options.recorder.record(new RecordedRequest(options.name, request, options.clock.now()));
    const outcome = await faults.serve(request, () => act(options.handle, request));
    if (outcome === 'cut') {
      incoming.socket.destroy();
    } else {
      send(response, request.method, outcome);
    }
  } catch {
    // The peer went away while it was still sending; there is nobody left to answer.
    incoming.socket.destroy();
  }
}

async function act(handle: RequestHandler, request: SandboxRequest): Promise<Reply> {
  if (request.body.length > BODY_LIMIT_BYTES) {
    return html(413, '413 Request Entity Too Large', { Connection: 'close' });
  }
  try {
    return await handle(request);
  } catch (error) {
    // A defect of the sandbox must not look like a quiet feature of the registry.
    process.emitWarning(error instanceof Error ? error : String(error));
    return html(500, '500 Internal Server Error');
  }
}

async function readRequest(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  return requestOf(incoming, Buffer.concat(chunks));
}

function requestOf(incoming: IncomingMessage, body: Buffer): SandboxRequest {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    target,
    headers: incoming.headers,
    body,
    ...clientCertificate(incoming),
  };
}

function clientCertificate({ socket }: IncomingMessage): {
  readonly clientCertificate?: ClientCertificate;
} {
  if (!(socket instanceof TLSSocket)) return {};
  const { subject } = socket.getPeerCertificate() as { subject?: { CN: string | string[] } };
  if (subject === undefined) return {};
  return {
    clientCertificate: {
      commonName: String(subject.CN),
      // Typed as an error; it is the code of one.
      ...(socket.authorized ? {} : { problem: socket.authorizationError as unknown as string }),
    },
  };
}

const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/** Refuses to upgrade: Node has let go of the connection, so the reply is written by hand. */
function sendRaw(socket: Duplex, reply: Reply): void {
  const isChunked = 'Transfer-Encoding' in reply.headers;
  const whole = Buffer.from(reply.body);
  const body = isChunked
    ? Buffer.concat([Buffer.from(`${whole.length.toString(16)}\r\n`), whole, LAST_CHUNK])
    : whole;
  const headers = {
    ...reply.headers,
    ...(isChunked ? {} : { 'Content-Length': String(body.length) }),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}: ${[value].flat().join(', ')}\r\n`,
  );
  socket.end(
    Buffer.concat([
      Buffer.from(`HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}\r\n`),
      Buffer.from(`${lines.join('')}\r\n`),
      body,
    ]),
  );
}

function send(response: ServerResponse, method: string, reply: Reply): void {
  const body = Buffer.from(reply.body);
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers)) {
    response.setHeader(name, value);
  }
  if (reply.status !== 204 && !('Transfer-Encoding' in reply.headers)) {
    response.setHeader('Content-Length', body.length);
  }
  response.end(method === 'HEAD' ? undefined : body);
}
