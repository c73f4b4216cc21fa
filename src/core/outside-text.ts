import { redact } from './redact.ts';

/**
 * Text that a server or a program wrote. It may hold a secret anywhere, and a secret of which a
 * part was cut off is not known for one any more: hence it is no string, and only `excerpt` makes a
 * shorter text of it. It can be asked what it says.
 */
export class OutsideText {
  readonly #text: string;

  /** What is not text counts as none. */
  constructor(text: unknown) {
    this.#text = typeof text === 'string' ? text : '';
  }

  get isEmpty(): boolean {
    return this.#text.trim() === '';
  }

  says(pattern: RegExp): boolean {
    return pattern.test(this.#text);
  }

  /**
   * Has all of it read, as JSON or a table is, and gives back what the reader made of it, which may
   * not be a text: a part of this one would be a string again.
   */
  read<T>(reader: (text: string) => T & NoText<T>): T {
    return reader(this.#text);
  }

  /** All of it, redacted, without the control sequences by which terminals are colored. */
  redacted(): string {
    return redact(withoutColors(this.#text));
  }

  toString(): string {
    return '‹text of another›';
  }
}

/** Refuses `string`; a few words of one's own, or what was parsed, may come back. */
type NoText<T> = unknown extends T ? unknown : string extends T ? never : unknown;

/**
 * A text without the control sequences by which terminals are colored. The end of a line is a
 * control character as well, and `[ERROR]` often stands behind one.
 */
export const withoutColors = (text: string): string =>
  text.replace(/[\p{Cc}--\s]\[[0-9;?]*[A-Za-z]/gv, '');

/** Which line of a text is wanted, or where a text that is too long is cut. */
export type Part = 'start' | 'end' | 'first-line' | 'last-line';

/**
 * A text from outside for a message: redacted first, then on one line, then at most `length`
 * characters of it.
 */
export function excerpt(text: OutsideText, length: number, part: Part = 'start'): string {
  const clean = lineOf(text.redacted(), part)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (clean.length <= length) return clean;
  return part === 'end' ? `…${clean.slice(1 - length)}` : `${clean.slice(0, length - 1)}…`;
}

function lineOf(text: string, part: Part): string {
  if (part === 'start' || part === 'end') return text;
  const lines = text.trim().split(/[\r\n]+/);
  return (part === 'first-line' ? lines[0] : lines.at(-1)) ?? '';
}
