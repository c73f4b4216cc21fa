import { setTranslator } from '../../../src/core/l10n.ts';

/** What the code said since the last call of `clear`: the text as it stands there, and as it was read. */
export class Spoken {
  readonly #said = new Map<string, Set<string>>();

  constructor() {
    setTranslator((message, ...args) => {
      const read = message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));
      const known = this.#said.get(message) ?? new Set();
      this.#said.set(message, known.add(read));
      return read;
    });
  }

  clear(): void {
    this.#said.clear();
  }

  /** The texts of which something stands in what was shown. */
  within(shown: readonly string[]): readonly string[] {
    const all = shown.join('\n');
    return [...this.#said]
      .filter(([, readings]) => [...readings].some((reading) => all.includes(reading)))
      .map(([message]) => message);
  }
}
