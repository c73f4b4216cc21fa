/** Something that is given back; structurally the editor's own `Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener; structurally usable where the editor expects its own `Event`. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/**
 * Tells listeners what happened, in the order in which they came. A listener that throws does not
 * keep the news from the others: its error surfaces on its own, where the host reports it.
 */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly call: (event: T) => unknown }>();

  readonly event: Event<T> = (listener) => {
    // Wrapped, so that one function subscribed twice is two subscriptions.
    const entry = { call: listener };
    this.#listeners.add(entry);
    return { dispose: () => void this.#listeners.delete(entry) };
  };

  fire(event: T): void {
    for (const entry of [...this.#listeners]) {
      if (!this.#listeners.has(entry)) continue;
      try {
        entry.call(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
