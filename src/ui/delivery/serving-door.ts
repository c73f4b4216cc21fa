import { existsSync } from 'node:fs';
import type { Disposable } from '../../core/emitter.ts';
import type { ServedHost } from '../../delivery/places/served.ts';
import type { Vault } from '../../vault/vault.ts';
import { markerIn } from './served-marker.ts';
import type { Serving } from './serving.ts';

/** What serves hosts, loaded once there is one to serve: in this window, or by another one. */
export class ServingDoor implements Disposable {
  readonly #load: () => Promise<Serving>;
  readonly #subscription: Disposable;
  #loading: Promise<Serving> | undefined;
  #serving: Serving | undefined;

  /**
   * @param storage the folder that the editor gives the extension
   * @param onError hears why it could not be loaded unasked
   */
  constructor(
    storage: string,
    { tokens }: Vault,
    load: () => Promise<Serving>,
    onError: (error: unknown) => void,
  ) {
    this.#load = load;
    const look = () => {
      if (this.#loading === undefined && existsSync(markerIn(storage))) this.get().catch(onError);
    };
    // Serving keeps its token, of which every window hears.
    this.#subscription = tokens.onDidChange(look);
    look();
  }

  async get(): Promise<Serving> {
    const loading = (this.#loading ??= this.#load());
    try {
      this.#serving = await loading;
      return this.#serving;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  /** The host that a token is served to; for rows, which cannot wait. */
  hostOf(tokenId: string): string | undefined {
    return this.servedWith(tokenId)?.host;
  }

  /** What is served with a token, and who asked for it. */
  servedWith(tokenId: string): ServedHost | undefined {
    return this.#serving?.servedWith(tokenId);
  }

  /** Lets another window take over. The editor waits for it at shutdown. */
  async close(): Promise<void> {
    await (await this.#loading)?.close();
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
