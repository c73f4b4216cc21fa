import type { Disposable, Event } from '../core/emitter.ts';
import { Emitter } from '../core/emitter.ts';
import type { TokenRecord } from '../core/token.ts';
import type { Memento } from './stores.ts';
import type { Tokens } from './tokens.ts';

const key = 'active';

/** The token the status bar shows: one per window, so its id stands in the workspace's storage. */
export class ActiveToken implements Disposable {
  readonly #memento: Memento;
  readonly #tokens: Tokens;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;

  constructor(memento: Memento, tokens: Tokens) {
    this.#memento = memento;
    this.#tokens = tokens;
    this.#subscription = tokens.onDidChange((ids) => {
      const id = this.#id;
      if (id === undefined) return;
      const successor = this.#tokens.successor(id);
      // A refreshed token has another id; whoever watches the old one goes on with the new one.
      if (successor !== undefined) void this.set(successor.id);
      else if (ids.includes(id)) this.#changed.fire();
    });
  }

  /** Another token became active, or what is known of the active one has changed. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** The record of the active token; `undefined` when there is none, or it was forgotten. */
  get token(): TokenRecord | undefined {
    return this.#id === undefined ? undefined : this.#tokens.get(this.#id);
  }

  async set(id: string | undefined): Promise<void> {
    if (id === this.#id) return;
    await this.#memento.update(key, id);
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  get #id(): string | undefined {
    const id = this.#memento.get(key);
    return typeof id === 'string' ? id : undefined;
  }
}
