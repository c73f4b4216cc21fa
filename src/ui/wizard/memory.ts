import type { Memento } from 'vscode';

/** Remembers what a person chose last, so that the next time it is one Enter away. Never a secret. */
export class Memory {
  readonly #memento: Memento;
  /** Presets that the settings offer for a form, as they stand there. */
  readonly offered: (form: string) => Readonly<Record<string, unknown>>;

  constructor(memento: Memento, offered: (form: string) => Readonly<Record<string, unknown>>) {
    this.#memento = memento;
    this.offered = offered;
  }

  recall(name: string): string | readonly string[] | undefined {
    const value = this.#memento.get<unknown>(`choice:${name}`);
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    return undefined;
  }

  /** What was kept under a name by `keep`, as it was stored. */
  kept(name: string): unknown {
    return this.#memento.get<unknown>(name);
  }

  async keep(name: string, value: unknown): Promise<void> {
    await this.#memento.update(name, value);
  }

  /** Forgets what was chosen, issued and used, which names people and machines. Presets stay. */
  async forgetAnswers(): Promise<void> {
    const names = this.#memento
      .keys()
      .filter((name) => /^(?:(?:again|choice):|recentTokens$)/.test(name));
    for (const name of names) await this.#memento.update(name, undefined);
  }

  /** Answers kept under a name, by that name, as they were stored. */
  presets(form: string): Readonly<Record<string, unknown>> {
    const value = this.#memento.get<unknown>(`presets:${form}`);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  }

  async keepPresets(form: string, presets: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#memento.update(`presets:${form}`, presets);
  }

  async remember(name: string, value: string | readonly string[]): Promise<void> {
    await this.#memento.update(`choice:${name}`, value);
  }
}
