import type { Account } from '../core/account.ts';
import { KeyedQueue } from '../core/concurrency/keyed-queue.ts';
import { systemTimer } from '../core/concurrency/timer.ts';
import { RegistryError } from '../core/errors.ts';
import { t } from '../core/l10n.ts';
import { originOf } from '../core/origin.ts';
import type { SignIn } from '../core/sign-in.ts';
import { accountEntry } from './account-entry.ts';
import type { Accounts } from './accounts.ts';
import type { Entries, Version } from './entries.ts';
import type { SignIns } from './sign-ins.ts';
import type { Apart } from './stores.ts';
import { type Copied, type EntryTurn, takeTurn } from './turns.ts';

type AccountTurn = EntryTurn<Account>;

/** The writes of accounts and their sign-ins, each in its turn with those of other windows. */
export class AccountWrites implements Copied<Account> {
  readonly name = 'account';
  readonly queue = new KeyedQueue();
  readonly exclusive;
  readonly timer;
  readonly #accounts: Accounts;
  readonly #signIns: SignIns;

  constructor(accounts: Accounts, signIns: SignIns, { exclusive, timer = systemTimer }: Apart) {
    this.exclusive = exclusive;
    this.timer = timer;
    this.#accounts = accounts;
    this.#signIns = signIns;
  }

  get entries(): Entries<Account> {
    return this.#accounts.entries;
  }

  copy(id: string): Promise<Version<Account> | undefined> {
    return this.#signIns.copy(id);
  }

  /** One that is listed again may meet another of its name. */
  merge(copy: Account, known: Account | undefined): Account {
    if (known !== undefined) return copy;
    return { ...copy, label: this.#accounts.freeLabel(copy.label, copy.id) };
  }

  isListed(id: string): boolean {
    return this.#signIns.isListed(id);
  }

  unlist(id: string): Promise<void> {
    return this.#signIns.unlist(id);
  }

  /** See `Vault.addAccount`. */
  async add(account: Account, signIn: SignIn | undefined): Promise<void> {
    this.#accounts.check(account);
    await takeTurn(this, account.id, (turn) => this.#store(turn, account, { signIn, secret: 0 }));
  }

  /** See `Vault.changeAccount`. */
  async change(
    account: Account,
    signIn: SignIn | undefined,
    from: Account | undefined,
  ): Promise<void> {
    this.#accounts.check(account);
    await takeTurn(this, account.id, async (turn) => {
      const current = await turn.current();
      if (current?.value === undefined) throw removed(account);
      const before = from ?? current.value;
      const origins = [before, account].map(({ url }) => originOf(url));
      // What was entered, a sign-in above all, is for where the account stood, or is to stand.
      if (!origins.includes(originOf(current.value.url))) throw moved(account);
      const changed = { ...current.value, ...changes(account, before) };
      if (signIn !== undefined) changed.url = account.url;
      this.#accounts.check(changed);
      await this.#store(turn, changed, { signIn, secret: current.secret });
    });
  }

  /** See `Vault.renewSignIn`. */
  renewSignIn(account: Account, former: SignIn, signIn: SignIn): Promise<boolean> {
    return takeTurn(this, account.id, async (turn) => {
      const { value } = (await turn.currentWithSecret()) ?? {};
      if (value === undefined || originOf(value.url) !== originOf(account.url)) return false;
      const present = await this.#signIns.find(value);
      if (present === undefined || !isSame(present, former)) return false;
      await this.#store(turn, value, { signIn, secret: 0 });
      return true;
    });
  }

  /** See `Keeping.learn`. */
  async learn(account: Account, option: string, learned: string | undefined): Promise<void> {
    const known = this.#accounts.get(account.id);
    if (known === undefined || known.options[option] === learned) return;
    await takeTurn(this, account.id, async (turn) => {
      const { value, secret = 0 } = (await turn.current()) ?? {};
      if (value === undefined || chosen(value, option) !== chosen(account, option)) return;
      const others = Object.entries(value.options).filter(([name]) => name !== option);
      const options = Object.fromEntries(others);
      if (learned !== undefined) options[option] = learned;
      await this.#store(turn, { ...value, options }, { secret });
    });
  }

  /** Removes the sign-in and then the entry, which is there as long as the other might be. */
  remove(id: string): Promise<void> {
    return takeTurn(this, id, async (turn) => {
      const stamp = turn.nextStamp();
      await this.#signIns.remove(id);
      await turn.put({ value: undefined, stamp, secret: 0 });
    });
  }

  /** Stores the sign-in, if there is a new one, and then the account. */
  async #store(
    turn: AccountTurn,
    account: Account,
    { signIn, secret }: { readonly signIn?: SignIn | undefined; readonly secret: number },
  ): Promise<void> {
    const value = accountEntry(account);
    const stamp = turn.nextStamp();
    if (signIn !== undefined) await this.#signIns.put(value, signIn, stamp);
    await turn.put({ value, stamp, secret: signIn === undefined ? secret : stamp });
  }
}

const removed = ({ label }: Account): RegistryError =>
  new RegistryError('not-found', t('The account “{0}” was removed.', label));

const moved = ({ label }: Account): RegistryError =>
  new RegistryError(
    'conflict',
    t('The account “{0}” was given another address meanwhile. Check it, then try again.', label),
    { repair: null },
  );

/** The members of an account that are others than before. */
function changes(account: Account, from: Account): Partial<Account> {
  const before = new Map<string, unknown>(Object.entries(from));
  const names = new Set([...before.keys(), ...Object.keys(account)]);
  const after = new Map<string, unknown>(Object.entries(account));
  const changed = [...names].filter(
    (name) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name)),
  );
  return Object.fromEntries(changed.map((name) => [name, after.get(name)]));
}

const isSame = (one: SignIn, other: SignIn): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, secret]) => other[name]?.equals(secret));

/** What the person chose, on which depends what is learned. */
function chosen({ url, options }: Account, learned: string): string {
  const others = Object.entries(options).filter(([name]) => name !== learned);
  return JSON.stringify([url, others.sort()]);
}
