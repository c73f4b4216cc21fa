import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import { OutsideText } from '../../../core/outside-text.ts';
import { WireFault } from '../../http/fault.ts';
import type { Headers } from './impersonation.ts';

/** What became of the wish to speak WebSocket. */
export type Upgrade =
  | { readonly type: 'open'; readonly socket: Duplex; readonly protocol: string }
  /** The server answered as to any other request. */
  | { readonly type: 'reply'; readonly status: number; readonly body: OutsideText };

/** Longest refusal that is read, in characters. */
const longestBody = 64 * 1024;

/**
 * Asks for a WebSocket (RFC 6455 §4) with one of the subprotocols, in order of preference. Unlike a
 * browser's `WebSocket`, a refusal comes with its status and text. `onHandOver` is called at the
 * latest moment of which it is certain that nothing was sent yet.
 */
export function upgrade(
  dispatcher: Dispatcher,
  path: string,
  headers: Headers,
  protocols: readonly string[],
  signal: AbortSignal,
  onHandOver: () => void,
): Promise<Upgrade> {
  const { promise, resolve, reject } = Promise.withResolvers<Upgrade>();
  const key = randomBytes(16).toString('base64');
  let controller: Dispatcher.DispatchController | undefined;
  const abort = () => {
    reject(signal.reason as Error);
    controller?.abort(signal.reason as Error);
  };
  signal.addEventListener('abort', abort, { once: true });
  let status = 0;
  let body = '';
  dispatcher.dispatch(
    {
      method: 'GET',
      path,
      upgrade: 'websocket',
      headers: {
        ...headers,
        'sec-websocket-version': '13',
        'sec-websocket-key': key,
        'sec-websocket-protocol': protocols.join(', '),
      },
      headersTimeout: 0,
      bodyTimeout: 0,
    },
    {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(signal.reason as Error);
        else onHandOver();
      },
      onRequestUpgrade(_controller, code, received, socket) {
        const protocol = String(received['sec-websocket-protocol'] ?? '');
        if (code === 101 && isAccepted(received, key) && protocols.includes(protocol)) {
          resolve({ type: 'open', socket, protocol });
        } else {
          socket.destroy();
          reject(new WireFault('malformed'));
        }
      },
      onResponseStart(_controller, code) {
        status = code;
      },
      onResponseData(_controller, chunk) {
        if (body.length < longestBody) body += chunk.toString('utf8');
      },
      onResponseEnd() {
        resolve({ type: 'reply', status, body: new OutsideText(body) });
      },
      onResponseError(_controller, error) {
        reject(error);
      },
    },
  );
  return promise.finally(() => {
    signal.removeEventListener('abort', abort);
  });
}

function isAccepted(headers: IncomingHttpHeaders, key: string): boolean {
  const expected = createHash('sha1')
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  return headers['sec-websocket-accept'] === expected;
}
