/** Something that is loaded once it is first wanted. What could not be loaded is tried again. */
export class Late<T extends { close(): Promise<void> }> {
  readonly #load: () => Promise<T>;
  #loading: Promise<T> | undefined;
  #loaded: T | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** It, for those that cannot wait; `undefined` until it is there. */
  get now(): T | undefined {
    return this.#loaded;
  }

  get isWanted(): boolean {
    return this.#loading !== undefined;
  }

  async get(): Promise<T> {
    const loading = (this.#loading ??= this.#load());
    try {
      return (this.#loaded = await loading);
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  /** The editor waits for it at shutdown. */
  async close(): Promise<void> {
    await (await this.#loading)?.close();
  }
}
