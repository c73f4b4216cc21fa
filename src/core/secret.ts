import { registerSecretText, type SecretText } from './known-secrets.ts';

const inspect = Symbol.for('nodejs.util.inspect.custom');

/**
 * A value that must not be seen. However it is printed (template, JSON, `console.log`, debugger
 * inspection) it shows a mask; `reveal()` is the only way to the text, and lint allows that call
 * only at the wire, the clipboard and the storage. As long as it lives, `redact` masks its text.
 */
export class Secret {
  static readonly mask = '‹secret›';

  readonly #held: SecretText;

  constructor(text: string) {
    this.#held = { text };
    registerSecretText(this.#held);
  }

  /** The secret text. Only for the wire, the clipboard and the secret storage. */
  reveal(): string {
    return this.#held.text;
  }

  /** Number of UTF-16 code units, which is safe to show. */
  get length(): number {
    return this.#held.text.length;
  }

  equals(other: Secret): boolean {
    return this.#held.text === other.#held.text;
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
