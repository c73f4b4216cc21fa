import type { Memento } from 'vscode';

/** Remembers what a person chose last, so that the next time it is one Enter away. Never a secret. */
export class Memory {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  recall(name: string): string | readonly string[] | undefined {
    const value = this.#memento.get<unknown>(`choice:${name}`);
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    return undefined;
  }

  async remember(name: string, value: string | readonly string[]): Promise<void> {
    await this.#memento.update(`choice:${name}`, value);
  }
}
