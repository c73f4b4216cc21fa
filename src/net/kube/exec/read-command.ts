import type { Duplex } from 'node:stream';
import type { CommandResult } from '../kubernetes.ts';
import { ChannelReader } from './channels.ts';
import { clientFrame, opcodes } from './frames.ts';
import { readStatus } from './status.ts';

/** How patient a session is, in milliseconds. */
export interface Patience {
  /** The server is asked for a sign of life this often. */
  readonly ping: number;
  /** After so long without any byte the connection counts as dead. */
  readonly silence: number;
  /** Output may still arrive for so long after the command's end was told. */
  readonly afterStatus: number;
}

const usual: Patience = { ping: 10_000, silence: 35_000, afterStatus: 1000 };

export type SessionResult =
  | Pick<CommandResult, 'stdout' | 'stderr' | 'ended'>
  /** The pod told why it has no exit code; without output, the command may not have begun. */
  | { readonly failure: string; readonly hasOutput: boolean };

/**
 * Reads an exec session to its end. Resolves in every case: with the exit code, or with why the
 * connection ended before it was told. Aborting hangs up; the command may go on in its pod.
 */
export function readCommand(
  socket: Duplex,
  signal: AbortSignal,
  patience: Patience = usual,
): Promise<SessionResult> {
  const { promise, resolve } = Promise.withResolvers<SessionResult>();
  const channels = new ChannelReader();
  let heard = performance.now();
  let afterStatus: NodeJS.Timeout | undefined;

  const finish = (interruption: 'dropped' | 'silent' | 'cancelled') => {
    clearInterval(pulse);
    clearTimeout(afterStatus);
    signal.removeEventListener('abort', onAbort);
    // What comes later has nobody to tell it to, and must not end the process.
    socket.on('error', () => undefined).destroy();
    const status = channels.text('error').read(readStatus);
    if (status !== undefined && 'failure' in status) {
      const hasOutput = channels.has('stdout') || channels.has('stderr');
      resolve({ ...status, hasOutput });
      return;
    }
    resolve({
      stdout: channels.text('stdout'),
      stderr: channels.text('stderr'),
      ended: status === undefined ? { interruption } : { ...status, isWhole: true },
    });
  };
  const onAbort = () => finish('cancelled');
  const onData = (chunk: Buffer) => {
    heard = performance.now();
    try {
      for (const wish of channels.push(chunk)) {
        if (wish === 'close') {
          socket.write(clientFrame(opcodes.close, Buffer.from([0x03, 0xe8])));
          finish('dropped');
          return;
        }
        socket.write(clientFrame(opcodes.pong, wish.pong));
      }
    } catch {
      finish('dropped');
      return;
    }
    if (channels.has('error'))
      afterStatus ??= setTimeout(() => finish('dropped'), patience.afterStatus);
  };
  const pulse = setInterval(() => {
    if (performance.now() - heard > patience.silence) finish('silent');
    else socket.write(clientFrame(opcodes.ping, Buffer.alloc(0)));
  }, patience.ping);

  socket.on('data', onData);
  for (const event of ['end', 'close', 'error'] as const)
    socket.once(event, () => finish('dropped'));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return promise;
}
