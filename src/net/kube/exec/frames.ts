import { randomBytes } from 'node:crypto';
import { WireFault } from '../../http/fault.ts';

/** Opcodes of RFC 6455 §5.2 that matter here. */
export const opcodes = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

export interface Frame {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly payload: Buffer;
}

/** Longest frame that is taken, in bytes. */
const longestFrame = 64 * 1024 * 1024;

/** Cuts what a server sends into frames, however it arrives. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;

  /** The frames that are complete now. Throws `WireFault` on what no server may send. */
  *push(chunk: Buffer): Generator<Frame, void, undefined> {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) yield frame;
  }

  #next(): Frame | undefined {
    const head = this.#peek(10);
    if (head.length < 2) return undefined;
    const first = head.readUInt8(0);
    const second = head.readUInt8(1);
    // Reserved bits need an extension that was not agreed on, and servers do not mask (§5.1, §5.2).
    if ((first & 0x70) !== 0 || (second & 0x80) !== 0) throw new WireFault('malformed');
    const start = second === 127 ? 10 : second === 126 ? 4 : 2;
    if (head.length < start) return undefined;
    const length =
      second === 127
        ? Number(head.readBigUInt64BE(2))
        : second === 126
          ? head.readUInt16BE(2)
          : second;
    if (length > longestFrame) throw new WireFault('too-long');
    if (this.#size < start + length) return undefined;
    const whole = this.#take(start + length);
    return { opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, payload: whole.subarray(start) };
  }

  #peek(length: number): Buffer {
    const [first] = this.#chunks;
    if (first === undefined) return Buffer.alloc(0);
    return first.length >= length ? first : this.#join();
  }

  #take(length: number): Buffer {
    const all = this.#join();
    this.#chunks = all.length === length ? [] : [all.subarray(length)];
    this.#size -= length;
    return all.subarray(0, length);
  }

  #join(): Buffer {
    const [first] = this.#chunks;
    if (this.#chunks.length === 1 && first !== undefined) return first;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}

/** A whole frame of a client, masked as it must be (§5.3); at most 125 bytes of payload. */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const masked = payload.map((byte, index) => byte ^ mask.readUInt8(index % 4));
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, masked]);
}
