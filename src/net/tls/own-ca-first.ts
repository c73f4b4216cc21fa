import type { TlsTrust } from '../../core/account.ts';
import { classify } from '../http/classify.ts';

/** With which authorities a handshake is tried: the account's alone, or the machine's as well. */
export type Authorities = 'own' | 'all';

/** Makes a connection and shakes hands. Nothing else is sent, so that it may be done again. */
export type Handshake<T> = (authorities: Authorities) => Promise<T>;

/**
 * Connects to the servers of one account, and reads the machine's authorities only when they are
 * needed: that takes 50 ms and more the first time, and stops everything else. What the account's
 * own authorities vouch for is trusted in any case; only when they do not, another handshake is
 * made with all of them, whose verdict counts. A pinned server needs no authority at all.
 */
export class OwnCaFirst {
  /** Servers for which the account's own authorities were not enough. */
  readonly #needAll = new Set<string>();
  readonly #hasOwn: boolean;

  constructor({ ca, fingerprint256 }: TlsTrust) {
    this.#hasOwn = ca !== undefined && fingerprint256 === undefined;
  }

  async connect<T>(origin: string, handshake: Handshake<T>): Promise<T> {
    if (!this.#hasOwn || this.#needAll.has(origin)) return handshake('all');
    try {
      return await handshake('own');
    } catch (error) {
      const { fault, details } = classify(error);
      // The proxy's certificate is judged by the machine's alone; a name is wrong for all.
      const mayDiffer = fault === 'certificate' && details.reason !== 'wrong-name';
      if (!mayDiffer || details.atProxy === true) throw error;
      this.#needAll.add(origin);
      return handshake('all');
    }
  }
}
