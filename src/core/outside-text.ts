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

  /** All of it, redacted. */
  redacted(): string {
    return redact(this.#text);
  }

  toString(): string {
    return '‹text of another›';
  }
}

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
