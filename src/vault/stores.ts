import type { Exclusive } from '../core/concurrency/exclusive.ts';
import type { Timer } from '../core/concurrency/timer.ts';
import type { Event } from '../core/emitter.ts';

/** What keeps the writes of windows apart. */
export interface Apart {
  /** Holds other windows off. */
  readonly exclusive: Exclusive;
  /** For what another window has stored and that is not here yet. */
  readonly timer?: Timer;
}

/**
 * Plain storage, structurally the editor's `Memento`. It has no cross-window event, and an editor
 * may write all keys of an extension as one value: of two windows that write in the same moment one
 * may lose. The vault is built to recover from that.
 */
export interface Memento {
  keys(): readonly string[];
  get(key: string): unknown;
  /** `undefined` removes the key. */
  update(key: string, value: unknown): PromiseLike<void>;
}

/**
 * Secret storage, structurally the editor's `SecretStorage`. Its event comes in every window, for
 * the writer as well, at times twice, late, or without a change. A value that can no longer be
 * decrypted reads as `undefined`.
 */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Missing, or throwing, where an embedder supplies its own store. */
  keys?(): PromiseLike<string[]>;
  readonly onDidChange: Event<{ readonly key: string }>;
}
