import { existsSync } from 'node:fs';
import type { Disposable } from '../../core/emitter.ts';
import type { ServedHost } from '../../delivery/places/served.ts';
import type { Vault } from '../../vault/vault.ts';
import { Late } from './late.ts';
import { markerIn } from './served-marker.ts';
import type { Serving } from './serving.ts';

/**
 * What serves hosts, loaded once there is one to serve: in this window, or by another one. Closing
 * it lets another window take over.
 */
export class ServingDoor extends Late<Serving> implements Disposable {
  readonly #subscription: Disposable;

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
    super(load);
    const look = () => {
      if (!this.isWanted && existsSync(markerIn(storage))) this.get().catch(onError);
    };
    // Serving keeps its token, of which every window hears.
    this.#subscription = tokens.onDidChange(look);
    look();
  }

  /** The host that a token is served to; for rows, which cannot wait. */
  hostOf(tokenId: string): string | undefined {
    return this.servedWith(tokenId)?.host;
  }

  /** What is served with a token, and who asked for it. */
  servedWith(tokenId: string): ServedHost | undefined {
    return this.now?.servedWith(tokenId);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
