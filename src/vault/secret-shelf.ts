import { KeyedQueue } from '../core/concurrency/keyed-queue.ts';
import type { Disposable, Event } from '../core/emitter.ts';
import { Emitter } from '../core/emitter.ts';
import { isObject } from '../core/is-object.ts';
import { idsWithPrefix } from './shapes.ts';
import type { Memento, SecretStore } from './stores.ts';

/** What a value is made of. */
export type Members = Readonly<Record<string, unknown>>;

const indexPrefix = 'secret-key:';

/**
 * JSON values in the secret store, and an index of their keys in plain storage for stores that
 * cannot list. Nothing that was read is kept: only each value's `revision`, a random mark made on
 * writing, by which a real change is told from the store's superfluous events.
 */
export class SecretShelf implements Disposable {
  readonly #store: SecretStore;
  readonly #index: Memento;
  readonly #queue = new KeyedQueue();
  /** Last seen revision by key; `undefined` is "no value". A key never looked at counts so, too. */
  readonly #revisions = new Map<string, string | undefined>();
  readonly #changed = new Emitter<string>();
  readonly #subscription: Disposable;

  constructor(store: SecretStore, index: Memento) {
    this.#store = store;
    this.#index = index;
    this.#subscription = store.onDidChange(({ key }) => void this.#check(key));
  }

  /** The key of a value that another window wrote or removed, or that the store has lost. */
  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  /** The stored members; `undefined` when there is no value or none that we wrote. */
  async get(key: string): Promise<Members | undefined> {
    return this.#queue.run(key, async () => {
      const value = parse(await this.#store.get(key));
      this.#revisions.set(key, value?.revision);
      return value?.members;
    });
  }

  /** Stores the members. The index comes first: no value exists that could not be found again. */
  async put(key: string, members: Members): Promise<void> {
    await this.#queue.run(key, async () => {
      const revision = globalThis.crypto.randomUUID();
      await this.#index.update(indexPrefix + key, true);
      await this.#store.store(key, JSON.stringify({ revision, members }));
      this.#revisions.set(key, revision);
    });
  }

  /** Removes the value, then its index entry; a value that is not there is no error. */
  async delete(key: string): Promise<void> {
    await this.#queue.run(key, async () => {
      await this.#store.delete(key);
      this.#revisions.set(key, undefined);
      await this.#index.update(indexPrefix + key, undefined);
    });
  }

  /** Every key that may have a value: those the store lists, and those of the index. */
  async keys(): Promise<ReadonlySet<string>> {
    const keys = new Set(idsWithPrefix(this.#index.keys(), indexPrefix));
    try {
      for (const key of (await this.#store.keys?.()) ?? []) keys.add(key);
    } catch {
      // An embedder's store that cannot list throws here; the index stands in for it.
    }
    return keys;
  }

  /** Whether the index says that there is a value, which may have come back without one. */
  isListed(key: string): boolean {
    return this.#index.get(indexPrefix + key) !== undefined;
  }

  /** Removes the index entry of a value that is no more. */
  async unlist(key: string): Promise<void> {
    if (this.isListed(key)) await this.#index.update(indexPrefix + key, undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Answers the store's event: reads again, compares, and tells only of a difference. */
  async #check(key: string): Promise<void> {
    const changed = await this.#queue
      .run(key, async () => {
        const revision = parse(await this.#store.get(key))?.revision;
        if (revision === this.#revisions.get(key)) return false;
        this.#revisions.set(key, revision);
        return true;
      })
      .catch(() => {
        // The store cannot be read now. Whoever needs the value next is told so, with the reason.
        return false;
      });
    if (changed) this.#changed.fire(key);
  }
}

interface Stored {
  readonly revision: string;
  readonly members: Members;
}

function parse(text: string | undefined): Stored | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { revision, members } = value;
  return typeof revision === 'string' && isObject(members) ? { revision, members } : undefined;
}
