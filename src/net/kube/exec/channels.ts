import { OutsideText } from '../../../core/outside-text.ts';
import { WireFault } from '../../http/fault.ts';
import { type Frame, FrameReader, opcodes } from './frames.ts';

/**
 * The channels of `v4` and `v5.channel.k8s.io`: the first byte of every message
 * (docs/registries/rok.md §4).
 */
const channels = { stdout: 1, stderr: 2, error: 3 } as const;

/** Longest output of all channels together, in bytes. */
const longestOutput = 64 * 1024 * 1024;

/** What the bytes of the server ask for, besides being collected. */
export type Wish = { readonly pong: Buffer } | 'close';

/** Sorts the messages of an exec session by channel. Frames may split characters and lines. */
export class ChannelReader {
  readonly #frames = new FrameReader();
  readonly #received: Record<keyof typeof channels, Buffer[]> = {
    stdout: [],
    stderr: [],
    error: [],
  };
  #message: Buffer[] = [];
  #size = 0;

  /** Takes bytes of the connection; throws `WireFault` on what is not a session of exec. */
  *push(chunk: Buffer): Generator<Wish, void, undefined> {
    for (const frame of this.#frames.push(chunk)) {
      switch (frame.opcode) {
        case opcodes.close:
          yield 'close';
          return;
        case opcodes.ping:
          yield { pong: frame.payload };
          break;
        case opcodes.pong:
          break;
        default:
          this.#data(frame);
      }
    }
  }

  text(channel: keyof typeof channels): OutsideText {
    return new OutsideText(Buffer.concat(this.#received[channel]).toString('utf8'));
  }

  /** Whether a message came; on `error` it tells the end of the command. */
  has(channel: keyof typeof channels): boolean {
    return this.#received[channel].length > 0;
  }

  #data({ payload, isFinal }: Frame): void {
    this.#size += payload.length;
    if (this.#size > longestOutput) throw new WireFault('too-long');
    this.#message.push(payload);
    if (!isFinal) return;
    const message = Buffer.concat(this.#message);
    this.#message = [];
    if (message.length < 2) return;
    const number = message.readUInt8(0);
    // Other channels have nothing to say to a client without input and terminal.
    for (const name of ['stdout', 'stderr', 'error'] as const) {
      if (channels[name] === number) this.#received[name].push(message.subarray(1));
    }
  }
}
