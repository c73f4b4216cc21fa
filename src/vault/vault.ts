import type { Account } from '../core/account.ts';
import { cancelled } from '../core/concurrency/cancelled.ts';
import type { Exclusive } from '../core/concurrency/exclusive.ts';
import type { Disposable } from '../core/emitter.ts';
import type { ItemPath } from '../core/outcome.ts';
import type { SignIn } from '../core/sign-in.ts';
import type { TokenRecord } from '../core/token.ts';
import type { AccountWrites } from './account-writes.ts';
import { Accounts } from './accounts.ts';
import { ActiveToken } from './active.ts';
import { each } from './each.ts';
import { SecretShelf } from './secret-shelf.ts';
import { SignIns } from './sign-ins.ts';
import type { Apart, Memento, SecretStore } from './stores.ts';
import { Tokens } from './tokens.ts';

export interface VaultStores extends Apart {
  /** Memoized by all windows. */
  readonly global: Memento;
  /** Of this window. */
  readonly workspace: Memento;
  readonly secrets: SecretStore;
}

/**
 * Everything this machine keeps: accounts, their sign-ins, held tokens, and which one is active.
 *
 * Several windows share it, and hear late of each other. One at a time changes an entry
 * (`turns.ts`), leaving word of it for the next; stamps tell the later version from one that a
 * window which lagged behind has put in its place. Every secret is a value of its own, is written
 * before and removed before the plain entry that lists it, and carries a copy of that entry. What a
 * window finds without an entry it lists again (`refresh`), unless it has seen the entry before:
 * then another window removed it, and the secret is a leftover of stores that each window reads
 * once, as in a browser. It never deletes what it does not know.
 */
export class Vault implements Disposable {
  readonly accounts: Accounts;
  readonly signIns: SignIns;
  readonly tokens: Tokens;
  readonly active: ActiveToken;
  readonly exclusive: Exclusive;
  readonly #shelf: SecretShelf;
  readonly #loadWrites: () => Promise<AccountWrites>;
  #writes: AccountWrites | undefined;
  readonly #subscription: Disposable;

  constructor({ global, workspace, secrets, ...apart }: VaultStores) {
    this.exclusive = apart.exclusive;
    this.#shelf = new SecretShelf(secrets, global);
    this.accounts = new Accounts(global);
    this.signIns = new SignIns(this.#shelf);
    this.tokens = new Tokens(global, this.#shelf, apart);
    this.#loadWrites = async () => {
      const { AccountWrites } = await import('./account-writes.ts');
      return (this.#writes ??= new AccountWrites(this.accounts, this.signIns, apart));
    };
    this.active = new ActiveToken(workspace, this.tokens);
    // An account that another window added or removed announces itself by its sign-in.
    this.#subscription = this.#shelf.onDidChange(() => this.accounts.refresh());
  }

  /** Saves an account with its sign-in. Rejects with `invalid-input` before anything is stored. */
  async addAccount(account: Account, signIn?: SignIn): Promise<void> {
    await (await this.#loadWrites()).add(account, signIn);
  }

  /**
   * Changes an account, and with it its sign-in, if one is given: that is stored first, so that an
   * account never stands at an origin for which another one's sign-in would be there. Rejects with
   * `invalid-input` before anything is stored, with `not-found` for one that was removed.
   *
   * @param from as the person saw it: what they left as it was stays as it is by now
   */
  async changeAccount(
    account: Account,
    signIn?: SignIn,
    from = this.accounts.get(account.id),
  ): Promise<void> {
    await (await this.#loadWrites()).change(account, signIn, from);
  }

  /**
   * Keeps a renewed sign-in in place of the one that was spent for it. Does nothing, and resolves
   * with `false`, for an account that was removed, moved to another origin or signed in again.
   *
   * @param account as it was when the renewal began
   */
  async renewSignIn(account: Account, former: SignIn, signIn: SignIn): Promise<boolean> {
    return (await this.#loadWrites()).renewSignIn(account, former, signIn);
  }

  /** See `Keeping.learn`. */
  async learn(account: Account, option: string, value: string | undefined): Promise<void> {
    await (await this.#loadWrites()).learn(account, option, value);
  }

  /**
   * Runs an operation on a row, until what came of it is stored, while no other window runs one on
   * it: of two tokens that follow each other under one name, the last is the one that is kept.
   * Rejects with `cancelled` when aborted while waiting.
   */
  async operate<T>(
    accountId: string,
    path: ItemPath,
    work: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { alone } = await import('./turns.ts');
    const name = `row ${JSON.stringify([accountId, ...path])}`;
    const begin = async () => {
      if (signal.aborted) throw cancelled(signal.reason);
      return work();
    };
    return alone(this.exclusive, name, begin, signal);
  }

  /**
   * Removes an account with its sign-in and its tokens' secrets and records. The account's entry
   * goes last: if anything fails, it is still there to be removed again.
   */
  async removeAccount(id: string): Promise<void> {
    await this.tokens.endAllOf(id);
    await (await this.#loadWrites()).remove(id);
  }

  /** Tokens of no account: pasted ones, and those whose account is gone. Sorted by label. */
  strayTokens(): TokenRecord[] {
    return this.tokens.list().filter(({ accountId }) => this.accounts.get(accountId) === undefined);
  }

  /**
   * Removes every account, sign-in and token, orphans and unreadable ones included. Goes on when
   * one fails and rejects at the end; what could not be removed is still listed then.
   */
  async forgetAll(): Promise<void> {
    await this.active.set(undefined);
    await each(
      [
        async () => this.tokens.end(await this.tokens.ids()),
        async () => {
          const ids = new Set([...this.accounts.ids(), ...(await this.signIns.ids())]);
          await each(ids, (id) => this.removeAccount(id));
        },
        async () => each(await this.#strangers(), (key) => this.#shelf.delete(key)),
      ],
      (step) => step(),
    );
  }

  /**
   * Notices what other windows did, and lists again what plain storage has lost. To be called when
   * the window gains focus and once some time after start; plain storage has no event.
   */
  async refresh(): Promise<void> {
    this.accounts.refresh();
    this.tokens.refresh();
    await this.#adoptAccounts();
    await this.tokens.adopt();
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const part of [this.active, this.tokens, this.signIns, this.accounts, this.#shelf]) {
      part.dispose();
    }
  }

  /** Keys of values that are neither tokens nor sign-ins: those are removed each in its turn. */
  async #strangers(): Promise<string[]> {
    const keys = [...(await this.#shelf.keys())];
    return keys.filter((key) => !this.tokens.owns(key) && !this.signIns.owns(key));
  }

  async #adoptAccounts(): Promise<void> {
    const { setRight } = await import('./turns.ts');
    const { entries } = this.accounts;
    const ids = new Set([
      ...(await this.signIns.ids()),
      ...this.accounts.ids(),
      ...entries.known(),
    ]);
    const writes = await this.#loadWrites();
    await each(ids, (id) => setRight(writes, id));
  }
}
