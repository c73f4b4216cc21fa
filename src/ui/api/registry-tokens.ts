import type { Disposable } from '../../core/emitter.ts';
import type { TokenFacts } from '../tools/describe.ts';

/** What the extension exports to others (docs/api.md). No secret is in any of it. */
export interface RegistryTokens {
  /** The tokens whose secrets this machine holds: their metadata. */
  getTokens(): Promise<readonly TokenFacts[]>;
  /**
   * Asks the person to log in to a host with a held token, and does what they choose: programs get
   * the login from the editor, or Docker keeps it.
   *
   * @param host of the image registry, with its port where it has one
   * @param asker the id of the extension that asks; the person reads it
   * @returns whether it was done
   */
  login(host: string, asker: string): Promise<boolean>;
  /** Tells that what `getTokens` returns may have changed. */
  onDidChange(listener: () => unknown): Disposable;
}
