import type { Account } from '../core/account.ts';
import type { Disposable, Event } from '../core/emitter.ts';
import { Emitter } from '../core/emitter.ts';
import { RegistryError } from '../core/errors.ts';
import { t } from '../core/l10n.ts';
import { Secret } from '../core/secret.ts';
import type { SignIn } from '../core/sign-in.ts';
import { accountEntry, parseAccount } from './account-entry.ts';
import type { SecretShelf } from './secret-shelf.ts';
import { idsWithPrefix, isStringRecord } from './shapes.ts';

const prefix = 'signin:';

/**
 * The secrets accounts sign in with, one value of the secret store each (`signin:<account id>`).
 * Beside the fields stands a copy of the account as it was then, by which an account that plain
 * storage has lost is found again.
 */
export class SignIns implements Disposable {
  readonly #shelf: SecretShelf;
  readonly #changed = new Emitter<string>();
  readonly #subscription: Disposable;

  constructor(shelf: SecretShelf) {
    this.#shelf = shelf;
    this.#subscription = shelf.onDidChange((key) => {
      for (const id of idsWithPrefix([key], prefix)) this.#changed.fire(id);
    });
  }

  /** The id of an account whose sign-in came, went or changed, in whatever window. */
  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  /** The sign-in of an account; rejects with `sign-in-missing` when there is none here. */
  async get(accountId: string): Promise<SignIn> {
    const signIn = await this.find(accountId);
    if (signIn !== undefined) return signIn;
    throw new RegistryError(
      'sign-in-missing',
      t('There is no sign-in for this account on this machine. Sign in again.'),
    );
  }

  /** The sign-in of an account, if there is one here. */
  async find(accountId: string): Promise<SignIn | undefined> {
    const fields = (await this.#shelf.get(prefix + accountId))?.['fields'];
    if (!isStringRecord(fields)) return undefined;
    return Object.fromEntries(
      Object.entries(fields).map(([name, text]) => [name, new Secret(text)]),
    );
  }

  /** Stores the sign-in of an account in place of its former one. It may be empty. */
  async put(account: Account, signIn: SignIn): Promise<void> {
    const fields = Object.fromEntries(
      Object.entries(signIn).map(([name, secret]) => [name, secret.reveal()]),
    );
    await this.#shelf.put(prefix + account.id, { account: accountEntry(account), fields });
    this.#changed.fire(account.id);
  }

  async remove(accountId: string): Promise<void> {
    await this.#shelf.delete(prefix + accountId);
    this.#changed.fire(accountId);
  }

  /** Ids of accounts that may have a sign-in here; no secret is read. */
  async ids(): Promise<readonly string[]> {
    return idsWithPrefix(await this.#shelf.keys(), prefix);
  }

  /** The account as it was when it last signed in. */
  async account(accountId: string): Promise<Account | undefined> {
    return parseAccount((await this.#shelf.get(prefix + accountId))?.['account'], accountId);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
