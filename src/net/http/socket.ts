import { connect, type Socket } from 'node:net';
import { type FaultName, WireFault } from './fault.ts';
import { bareHost } from './url.ts';

/** A connection must stand within this time, in milliseconds, TLS and proxy included. */
export const connectTimeoutMs = 10_000;

/** Opens a TCP connection. Rejects with Node's error, or `connect-timeout` when aborted. */
export async function openSocket(
  hostname: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = connect({ host: bareHost(hostname), port });
  socket.setNoDelay(true);
  await arrival(socket, 'connect', signal, 'dropped');
  return socket;
}

/** Waits for an event of a socket, as `during` does. */
export function arrival(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  closed: FaultName,
): Promise<void> {
  return during<undefined>(socket, signal, closed, (done) => {
    const arrived = () => {
      done(undefined);
    };
    socket.once(event, arrived);
    return () => socket.off(event, arrived);
  });
}

/**
 * Waits until `listen` is done, which gives the function that stops listening. Destroys the socket
 * and rejects when it fails, when it closes (`closed` names the fault), and with `connect-timeout`
 * when the signal aborts.
 */
export function during<T>(
  socket: Socket,
  signal: AbortSignal,
  closed: FaultName,
  listen: (done: (value: T) => void) => () => unknown,
): Promise<T> {
  let stop: () => unknown = () => undefined;
  return new Promise<T>((resolve, reject) => {
    const fail = (error: Error) => {
      hangUp(socket);
      reject(error);
    };
    const onClose = () => {
      fail(new WireFault(closed));
    };
    const onAbort = () => {
      fail(new WireFault('connect-timeout'));
    };
    const stopListening = listen(resolve);
    socket.once('error', fail).once('close', onClose);
    signal.addEventListener('abort', onAbort);
    stop = () => {
      stopListening();
      socket.off('error', fail).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
    };
    if (signal.aborted) onAbort();
  }).finally(() => stop());
}

/** Destroys a socket. An error that still comes has nobody to hear it, and must not end the process. */
export function hangUp(socket: Socket): void {
  socket.on('error', () => undefined).destroy();
}
