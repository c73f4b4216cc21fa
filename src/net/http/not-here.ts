import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { mayBeHere } from './this-machine.ts';
import { bareHost, portOf } from './url.ts';

/** What undici tells of a connection before it writes to it, whichever copy of it `fetch` is. */
const channels = ['undici:client:connected', 'undici:client:sendHeaders'] as const;

/** Of a connection that was made, and of a request that is about to be written to one. */
interface Told {
  readonly connectParams?: { readonly host: string };
  readonly request?: { readonly origin: string | URL };
  readonly socket: Socket;
}

/** A name that seemed to be of another machine led here. */
export class LedHere extends Error {
  override readonly name = 'LedHere';
}

/**
 * Does work that must not reach this machine under another name. Which address a name has is seen
 * at the connection itself, so that no second answer of a name server can differ; it is cut before
 * a request is written to it. A proxy on this machine is one on another port than the address names.
 *
 * @param work is aborted, with `LedHere` for its reason, when that happens
 */
export async function notHere<T>(url: URL, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const look = (message: unknown): void => {
    const { connectParams, request, socket } = message as Told;
    const host = connectParams?.host ?? URL.parse(String(request?.origin))?.host;
    if (host !== url.host || socket.remotePort !== portOf(url)) return;
    if (!isHere(socket.remoteAddress ?? '')) return;
    abort.abort(new LedHere());
    socket.destroy();
  };
  for (const channel of channels) subscribe(channel, look);
  try {
    return await work(abort.signal);
  } finally {
    for (const channel of channels) unsubscribe(channel, look);
  }
}

/** As sockets write addresses, `::ffff:127.0.0.1` among them. */
function isHere(address: string): boolean {
  const url = URL.parse(
    address.includes(':') ? `http://[${bareHost(address)}]/` : `http://${address}/`,
  );
  return url !== null && mayBeHere(url.hostname);
}
