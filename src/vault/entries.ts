import type { Disposable, Event } from '../core/emitter.ts';
import { Emitter } from '../core/emitter.ts';
import { isObject } from '../core/is-object.ts';
import { idsWithPrefix } from './shapes.ts';
import type { Memento } from './stores.ts';

/** One state of an entry. Of two, the one with the greater stamp is the later one. */
export interface Version<T> {
  /** `undefined` when the entry was removed. */
  readonly value: T | undefined;
  /** Milliseconds since the epoch, or more: it grows with every write. 0 where none was stored. */
  readonly stamp: number;
  /** The stamp of the secret that the entry tells of; 0 when there is none. */
  readonly secret: number;
}

/**
 * Entries in plain storage, one key each. An entry that cannot be read is passed over but never
 * removed: a newer version may have written it. The latest version that a window knows of each
 * entry is remembered, so that one written over by a window that lags behind can be put back.
 */
export class Entries<T extends object> implements Disposable {
  readonly #memento: Memento;
  readonly #prefix: string;
  /** Reads an entry; `undefined` for anything else. */
  readonly parse: (value: unknown, id: string) => T | undefined;
  readonly #changed = new Emitter<readonly string[]>();
  /** Each entry as it was last seen, to tell what another window has changed. */
  #seen: ReadonlyMap<string, string>;
  readonly #latest = new Map<string, Version<T>>();

  constructor(
    memento: Memento,
    prefix: string,
    parse: (value: unknown, id: string) => T | undefined,
  ) {
    this.#memento = memento;
    this.#prefix = prefix;
    this.parse = parse;
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

  /** Every id that had a readable entry since the window opened. */
  known(): Iterable<string> {
    return this.#latest.keys();
  }

  /** Whether there is an entry, readable or not. */
  has(id: string): boolean {
    return this.#memento.get(this.#prefix + id) !== undefined;
  }

  get(id: string): T | undefined {
    return this.parse(this.#memento.get(this.#prefix + id), id);
  }

  list(): T[] {
    const entries: T[] = [];
    for (const id of this.ids()) {
      const entry = this.get(id);
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }

  /** What is stored now, if it can be read. */
  stored(id: string): Version<T> | undefined {
    const value = this.get(id);
    return value && { value, ...stampsOf(this.#memento.get(this.#prefix + id)) };
  }

  /** The latest version this window knows of, whatever another one has written over it. */
  latest(id: string): Version<T> | undefined {
    return this.#latest.get(id);
  }

  /** Whether plain storage holds the latest version, and the window has not lost sight of it. */
  isLatest(id: string): boolean {
    const { stamp, value } = this.latest(id) ?? {};
    return value === undefined ? !this.has(id) : this.stored(id)?.stamp === stamp;
  }

  /** A stamp later than all that is known of an entry here, and than `other`. */
  nextStamp(id: string, other = 0): number {
    return Math.max(Date.now(), (this.#latest.get(id)?.stamp ?? 0) + 1, other + 1);
  }

  /** Writes an entry with a new stamp; the secret it tells of is the same as before. */
  write(id: string, value: T | undefined): Promise<void> {
    const secret = this.#latest.get(id)?.secret ?? 0;
    return this.put(id, { value, stamp: this.nextStamp(id), secret });
  }

  /**
   * Writes a version of an entry, or removes the entry, and tells of it if that is a change.
   *
   * @param touched as for `refresh`
   */
  async put(id: string, version: Version<T>, touched: readonly string[] = []): Promise<void> {
    const { value, stamp, secret } = version;
    await this.#memento.update(this.#prefix + id, value && { ...value, stamp, secret });
    this.remember(id, version);
    this.refresh(touched);
  }

  /** Takes note of a version that this window has not seen in plain storage. */
  remember(id: string, version: Version<T>): void {
    this.#latest.set(id, version);
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
      const stored = this.stored(id);
      if (stored === undefined) continue;
      seen.set(id, JSON.stringify(stored.value));
      // Without a stamp it was written by a version that knows none: it cannot be told to be older.
      const isLatest = stored.stamp === 0 || stored.stamp > (this.latest(id)?.stamp ?? -1);
      if (isLatest) this.#latest.set(id, stored);
    }
    return seen;
  }
}

/** The stamps beside what was stored; 0 for those that an older version has not written. */
export function stampsOf(stored: unknown): Pick<Version<unknown>, 'stamp' | 'secret'> {
  const { stamp, secret } = isObject(stored) ? stored : {};
  return { stamp: numberOr0(stamp), secret: numberOr0(secret) };
}

const numberOr0 = (value: unknown): number => (typeof value === 'number' ? value : 0);
