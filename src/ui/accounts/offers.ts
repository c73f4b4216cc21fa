import { accountsFileVariable } from '../../ids.ts';
import type { Vault } from '../../vault/vault.ts';
import { settings } from '../editor/settings.ts';
import { untrustedFolders } from '../editor/untrusted-folders.ts';
import type { Offer } from './offer.ts';

/**
 * Accounts offered for import by a file that an environment variable or a setting names: for
 * fleets and dev containers. The file may hold sign-ins; nothing is kept before the person says yes.
 */
export class Offers {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** The file as it is named, or `undefined`. */
  get file(): string | undefined {
    const named = process.env[accountsFileVariable] ?? settings.accountsFile();
    return named === '' ? undefined : named;
  }

  /**
   * The offered accounts that are not there yet. Rejects with `RegistryError` when the file cannot
   * be used; the message names the file and what is wrong with it, never its content.
   */
  async pending(): Promise<readonly Offer[]> {
    const { file } = this;
    const known = this.#vault.accounts.list();
    // Reading is loaded apart: most people have no such file.
    const listed =
      file === undefined
        ? []
        : await (await import('./accounts-file.ts')).readOffers(file, untrustedFolders());
    const found = await (await import('./other-tools.ts')).findOffers();
    const offers = [...listed, ...found];
    return offers.filter(
      (offer) => !known.some((account) => account.kind === offer.kind && account.url === offer.url),
    );
  }
}
