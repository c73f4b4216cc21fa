import type { Page } from '../../registries/contract/page.ts';

/** The rows to show, and how many are behind them: `undefined` while nobody knows. */
export interface Visible<T> {
  readonly rows: readonly T[];
  readonly rest: number | undefined;
  /** How many there are with those that a filter keeps back. */
  readonly all?: number;
}

/**
 * A long list, shown a page at a time: rows are taken from the source only as far as they are
 * shown, and stay there when more is asked for.
 */
export class Pages<T> {
  readonly #source: AsyncIterator<Page<T>>;
  readonly #abort: AbortController;
  #rows: T[] = [];
  #done = false;
  #total: number | undefined;
  #shown: number;
  #pull: Promise<void> | undefined;

  constructor(source: (signal: AbortSignal) => AsyncIterable<Page<T>>, firstPage: number) {
    this.#abort = new AbortController();
    this.#source = source(this.#abort.signal)[Symbol.asyncIterator]();
    this.#shown = firstPage;
  }

  /** How many rows are shown at most at the moment. */
  get shown(): number {
    return this.#shown;
  }

  /** Asks for one more page. */
  more(pageSize: number): void {
    this.#shown += pageSize;
  }

  async visible(): Promise<Visible<T>> {
    await this.#load(this.#shown);
    const total = this.#done ? this.#rows.length : this.#total;
    return {
      rows: this.#rows.slice(0, this.#shown),
      rest: total === undefined ? undefined : Math.max(0, total - this.#shown),
    };
  }

  /** Every row, for a filter or another order. */
  async all(): Promise<readonly T[]> {
    await this.#load(Infinity);
    return this.#rows;
  }

  /** Ends a load that nobody waits for any more. */
  cancel(): void {
    this.#abort.abort();
  }

  async #load(count: number): Promise<void> {
    // One row more than is shown tells whether there is a rest.
    while (!this.#done && this.#rows.length <= count) {
      this.#pull ??= this.#next();
      try {
        await this.#pull;
      } finally {
        this.#pull = undefined;
      }
    }
  }

  async #next(): Promise<void> {
    const page = await this.#source.next();
    if (page.done === true) {
      this.#done = true;
      return;
    }
    this.#total = page.value.total ?? this.#total;
    this.#rows = this.#rows.length === 0 ? [...page.value] : this.#rows.concat(page.value);
  }
}
