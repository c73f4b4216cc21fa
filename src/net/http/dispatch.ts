import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { WireFault } from './fault.ts';
import type { WireReply, WireRequest } from './wire.ts';

/** A request whose headers may have several values, each on a line of its own. */
export interface DispatchRequest extends Omit<WireRequest, 'headers'> {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** As much as may wait to be read, in bytes, before the server is made to wait. */
const buffered = 1024 * 1024;

/** Sends one request through a dispatcher of undici. Rejects at once when its signal aborts. */
export function dispatch(dispatcher: Dispatcher, request: DispatchRequest): Promise<WireReply> {
  const { method, url, headers, body, signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers<WireReply>();
  const reply = new ReplyBody();
  let controller: Dispatcher.DispatchController | undefined;
  const abort = () => {
    const reason = signal.reason as Error;
    reject(reason);
    reply.fail(reason);
    controller?.abort(reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  dispatcher.dispatch(
    {
      method,
      path: url.pathname + url.search,
      headers: { ...headers, 'accept-encoding': 'gzip' },
      body: body ?? null,
      // The client's own limit covers the whole request.
      headersTimeout: 0,
      bodyTimeout: 0,
    },
    {
      // The connection stands; in the next moment the request is written to it.
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(signal.reason as Error);
        else request.onHandOver();
      },
      onResponseStart(started, status, raw) {
        if (status < 200) return;
        const received = flatten(raw);
        try {
          const inflated = inflate(reply.open(started), received.get('content-encoding'));
          resolve({ status, headers: received, body: method === 'HEAD' ? null : inflated });
        } catch (error) {
          started.abort(error as Error);
        }
      },
      onResponseData(started, chunk) {
        if (!reply.push(chunk)) started.pause();
      },
      onResponseEnd() {
        signal.removeEventListener('abort', abort);
        reply.end();
      },
      onResponseError(_, error) {
        signal.removeEventListener('abort', abort);
        reject(error);
        reply.fail(error);
      },
    },
  );
  return promise;
}

/** The body as a stream that holds the server back while nobody reads. */
class ReplyBody {
  #sink: ReadableStreamDefaultController<Uint8Array> | undefined;

  open(wire: Dispatcher.DispatchController): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        start: (sink) => void (this.#sink = sink),
        pull: () => wire.resume(),
        cancel: () => {
          this.#sink = undefined;
          wire.abort(new WireFault('dropped'));
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: buffered }),
    );
  }

  /** Whether more may come. */
  push(chunk: Uint8Array): boolean {
    this.#sink?.enqueue(chunk);
    return (this.#sink?.desiredSize ?? 1) > 0;
  }

  end(): void {
    this.#sink?.close();
    this.#sink = undefined;
  }

  fail(error: Error): void {
    this.#sink?.error(error);
    this.#sink = undefined;
  }
}

function flatten(headers: IncomingHttpHeaders): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      flat.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
    }
  }
  return flat;
}

function inflate(
  body: ReadableStream<Uint8Array>,
  encoding = 'identity',
): ReadableStream<Uint8Array> {
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
    case '':
      return body;
    case 'gzip':
    case 'x-gzip':
      return body.pipeThrough(new DecompressionStream('gzip'));
    default:
      throw new WireFault('malformed');
  }
}
