import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SandboxClock } from '../clock.ts';
import type { Leaf } from '../tls/authority.ts';
import { FaultSwitches } from './faults.ts';
import type { Reply, RequestHandler, SandboxRequest } from './message.ts';
import { RecordedRequest } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import { html } from './reply.ts';

/** nginx in front of Quay takes no larger body (contract §2.0). */
const BODY_LIMIT_BYTES = 5 * 1024 * 1024;

export interface SandboxServerOptions {
  /** Name under which requests are recorded and faults are switched, e.g. `quay`. */
  readonly name: string;
  /** Without a leaf the server speaks plain HTTP. */
  readonly leaf?: Leaf;
  readonly handle: RequestHandler;
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
      : createHttpsServer({ key: options.leaf.key, cert: options.leaf.cert }, listener);
  const port = await listen(server);
  return {
    name: options.name,
    url: `${options.leaf === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    faults,
    close: () => {
      faults.clear();
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
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    target,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

function send(response: ServerResponse, method: string, reply: Reply): void {
  const body = Buffer.from(reply.body);
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers)) {
    response.setHeader(name, value);
  }
  if (reply.status !== 204) {
    response.setHeader('Content-Length', body.length);
  }
  response.end(method === 'HEAD' ? undefined : body);
}
