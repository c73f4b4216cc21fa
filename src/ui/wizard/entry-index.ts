/** Something that can be found by words. */
export interface Entry<T> {
  /** Entries with the same key are one. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly value: T;
}

/** What was found: the best of it, and how many more there are. */
export interface Found<T> {
  readonly entries: readonly Entry<T>[];
  readonly rest: number;
}

interface Known<T> {
  readonly entry: Entry<T>;
  readonly label: string;
  readonly text: string;
}

/** Finds entries by all words of a text, as fast as one types: no more than are shown are kept. */
export class EntryIndex<T> {
  readonly #known = new Map<string, Known<T>>();

  /** Adds an entry. One that is known keeps its place; what it stands for is the later one. */
  add(entry: Entry<T>): void {
    const label = entry.label.toLowerCase();
    const text = `${label} ${entry.description.toLowerCase()}`;
    const known = this.#known.get(entry.key);
    const kept = known === undefined ? entry : { ...known.entry, value: entry.value };
    this.#known.set(
      entry.key,
      known === undefined ? { entry, label, text } : { ...known, entry: kept },
    );
  }

  /**
   * Entries that have all words: first those whose label begins with the text, then those that have
   * the words in the label, then the others; in the order in which they were added.
   */
  find(text: string, most: number): Found<T> {
    const wanted = text.trim().toLowerCase();
    const words = wanted.split(/\s+/);
    const ranks: Entry<T>[][] = [[], [], []];
    let count = 0;
    for (const { entry, label, text: all } of this.#known.values()) {
      if (!words.every((word) => all.includes(word))) continue;
      count += 1;
      const rank = label.startsWith(wanted)
        ? ranks[0]
        : words.every((word) => label.includes(word))
          ? ranks[1]
          : ranks[2];
      if (rank !== undefined && rank.length < most) rank.push(entry);
    }
    const entries = ranks.flat().slice(0, most);
    return { entries, rest: count - entries.length };
  }
}
