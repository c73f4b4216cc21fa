import { createHash, randomBytes } from 'node:crypto';

/** Letters of robot and app tokens (docs/registries/quay.md §2.1, §2.6). */
export const UPPERCASE_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Letters of API tokens and client ids (docs/registries/quay.md §1.1). */
export const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

/**
 * Source of invented secrets: a SHA-256 counter stream. With a seed, the same calls give the same
 * values; without one, every start of the sandbox differs, so no secret can be hard-coded.
 */
export class Random {
  readonly #seed: string;
  #counter = 0;
  #pool = Buffer.alloc(0);

  constructor(seed: string = randomBytes(32).toString('hex')) {
    this.#seed = seed;
  }

  /** A text of `length` characters drawn evenly from `alphabet`. */
  text(length: number, alphabet: string): string {
    const limit = 256 - (256 % alphabet.length);
    let text = '';
    while (text.length < length) {
      const byte = this.#byte();
      if (byte < limit) {
        text += alphabet.charAt(byte % alphabet.length);
      }
    }
    return text;
  }

  hex(length: number): string {
    return this.text(length, HEX);
  }

  uuid(): string {
    const digits = this.hex(32);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  }

  #byte(): number {
    if (this.#pool.length === 0) {
      this.#pool = createHash('sha256').update(`${this.#seed}:${this.#counter++}`).digest();
    }
    const byte = this.#pool.readUInt8(0);
    this.#pool = this.#pool.subarray(1);
    return byte;
  }
}
