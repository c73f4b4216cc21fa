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

/** The filters of the tree, by the id of the row whose children they thin out. */
export class Filters {
  readonly #filters = new Map<string, Filter>();

  get(id: string): Filter | undefined {
    return this.#filters.get(id);
  }

  /** Sets a filter; blank text removes it. */
  set(id: string, text: string): void {
    if (text.trim() === '') this.#filters.delete(id);
    else this.#filters.set(id, new Filter(text.trim()));
  }

  /** Ids of the rows that have a filter. */
  ids(): readonly string[] {
    return [...this.#filters.keys()];
  }
}
