import type { Item } from '../../registries/contract/item.ts';

/** A filter on the rows of one branch: every word must occur in the label or description. */
export class Filter {
  readonly text: string;
  readonly #words: readonly string[];

  constructor(text: string) {
    this.text = text;
    this.#words = text.toLowerCase().split(/\s+/).filter(Boolean);
  }

  matches(item: Item): boolean {
    const haystack = `${item.label} ${item.description ?? ''}`.toLowerCase();
    return this.#words.every((word) => haystack.includes(word));
  }
}

/** Rows that are shown, of all there are. */
export interface Count {
  readonly shown: number;
  readonly all: number;
}

/** The filters of the tree, by the id of the row whose children they thin out. */
export class Filters {
  readonly #filters = new Map<string, Filter>();
  readonly #counts = new WeakMap<Filter, Count>();

  get(id: string): Filter | undefined {
    return this.#filters.get(id);
  }

  /** Sets a filter; blank text removes it. */
  set(id: string, text: string): void {
    if (text.trim() === '') this.#filters.delete(id);
    else this.#filters.set(id, new Filter(text.trim()));
  }

  /** How many rows a filter let pass the last time, once its list was read. */
  count(filter: Filter): Count | undefined {
    return this.#counts.get(filter);
  }

  /** Says how many rows a filter lets pass, and whether that is news. */
  counted(filter: Filter, count: Count): boolean {
    const before = this.#counts.get(filter);
    this.#counts.set(filter, count);
    return before?.shown !== count.shown || before.all !== count.all;
  }

  /** Ids of the rows that have a filter. */
  ids(): readonly string[] {
    return [...this.#filters.keys()];
  }
}
