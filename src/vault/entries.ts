import { Emitter } from '../core/emitter.ts';
import type { Disposable, Event } from '../core/emitter.ts';
import { idsWithPrefix } from './shapes.ts';
import type { Memento } from './stores.ts';

/**
 * Entries in plain storage, one key each. An entry that cannot be read is passed over but never
 * removed: a newer version may have written it.
 */
export class Entries<T> implements Disposable {
  readonly #memento: Memento;
  readonly #prefix: string;
  readonly #parse: (value: unknown, id: string) => T | undefined;
  readonly #changed = new Emitter<readonly string[]>();
  /** Each entry as it was last seen, to tell what another window has changed. */
  #seen: ReadonlyMap<string, string>;
  /** Every id that had a readable entry since the window opened. */
  readonly #known = new Set<string>();

  constructor(
    memento: Memento,
    prefix: string,
    parse: (value: unknown, id: string) => T | undefined,
  ) {
    this.#memento = memento;
    this.#prefix = prefix;
    this.#parse = parse;
    this.#seen = this.#read();
  }

  /** The ids of entries that came, went or changed. */
  get onDidChange(): Event<readonly string[]> {
    return this.#changed.event;
  }

  /** Every id that has an entry, readable or not. */
  ids(): readonly string[] {
    return idsWithPrefix(this.#memento.keys(), this.#prefix);
  }

  /** Whether there is an entry, readable or not. */
  has(id: string): boolean {
    return this.#memento.get(this.#prefix + id) !== undefined;
  }

  /**
   * Whether there is none now and was one since the window opened: somebody removed it. A window
   * that has never seen an entry cannot tell that from an entry that was lost.
   */
  wasRemoved(id: string): boolean {
    return this.#known.has(id) && !this.has(id);
  }

  get(id: string): T | undefined {
    return this.#parse(this.#memento.get(this.#prefix + id), id);
  }

  list(): T[] {
    const entries: T[] = [];
    for (const id of this.ids()) {
      const entry = this.get(id);
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }

  /**
   * Writes an entry, or removes it when it is `undefined`, and tells of it if that is a change.
   *
   * @param touched as for `refresh`
   */
  async write(id: string, entry: T | undefined, touched: readonly string[] = []): Promise<void> {
    await this.#memento.update(this.#prefix + id, entry);
    this.refresh(touched);
  }

  /**
   * Compares with what was last seen and tells of the difference. Plain storage has no event, so
   * this is how another window's changes are noticed.
   *
   * @param touched ids to tell of in any case, because what belongs to them has changed
   */
  refresh(touched: readonly string[] = []): void {
    const before = this.#seen;
    const now = (this.#seen = this.#read());
    const ids = new Set(touched);
    for (const [id, text] of now) if (before.get(id) !== text) ids.add(id);
    for (const id of before.keys()) if (!now.has(id)) ids.add(id);
    if (ids.size > 0) this.#changed.fire([...ids]);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #read(): ReadonlyMap<string, string> {
    const seen = new Map<string, string>();
    for (const id of this.ids()) {
      const entry = this.get(id);
      if (entry === undefined) continue;
      seen.set(id, JSON.stringify(entry));
      this.#known.add(id);
    }
    return seen;
  }
}
