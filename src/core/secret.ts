const inspect = Symbol.for('nodejs.util.inspect.custom');

/**
 * A value that must not be seen. However it is printed (template, JSON, `console.log`, debugger
 * inspection) it shows a mask; `reveal()` is the only way to the text, and lint allows that call
 * only at the wire, the clipboard and the storage.
 */
export class Secret {
  static readonly mask = '‹secret›';

  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret text. Only for the wire, the clipboard and the secret storage. */
  reveal(): string {
    return this.#text;
  }

  /** Number of UTF-16 code units, which is safe to show. */
  get length(): number {
    return this.#text.length;
  }

  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  toString(): string {
    return Secret.mask;
  }

  toJSON(): string {
    return Secret.mask;
  }

  [inspect](): string {
    return Secret.mask;
  }
}
