import type { Account } from '../core/account.ts';
import type { Disposable, Event } from '../core/emitter.ts';
import { Emitter } from '../core/emitter.ts';
import { RegistryError } from '../core/errors.ts';
import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import { originOf } from '../core/origin.ts';
import { Secret } from '../core/secret.ts';
import type { SignIn } from '../core/sign-in.ts';
import { accountEntry, parseAccount } from './account-entry.ts';
import { stampsOf, type Version } from './entries.ts';
import type { Members, SecretShelf } from './secret-shelf.ts';
import { idsWithPrefix, isStringRecord } from './shapes.ts';

const prefix = 'signin:';

/** Whose sign-in is meant, and where it is to be sent. */
type Owner = Pick<Account, 'id' | 'url'>;

/**
 * The secrets accounts sign in with, one value of the secret store each (`signin:<account id>`).
 * Beside the fields stands a copy of the account as it was then. Its address says which origin they
 * were given for: for another one there is no sign-in here, whatever became of the account between
 * two writes. By the copy an account that plain storage has lost is found again as well.
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

  /** The sign-in for an account's origin; rejects with `sign-in-missing` when there is none here. */
  async get(account: Owner): Promise<SignIn> {
    const signIn = await this.find(account);
    if (signIn !== undefined) return signIn;
    throw new RegistryError(
      'sign-in-missing',
      t('There is no sign-in for this account on this machine. Sign in again.'),
    );
  }

  /** The sign-in for an account's origin, if there is one here. */
  async find(account: Owner): Promise<SignIn | undefined> {
    const fields = fieldsFor(account, await this.#shelf.get(prefix + account.id));
    return (
      fields &&
      Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, new Secret(text)]))
    );
  }

  /**
   * Stores the sign-in of an account in place of its former one. It may be empty.
   *
   * @param stamp of the account's entry that tells of it
   */
  async put(account: Account, signIn: SignIn, stamp = 0): Promise<void> {
    const fields = Object.fromEntries(
      Object.entries(signIn).map(([name, secret]) => [name, secret.reveal()]),
    );
    await this.#shelf.put(prefix + account.id, {
      account: { ...accountEntry(account), stamp },
      fields,
    });
    this.#changed.fire(account.id);
  }

  async remove(accountId: string): Promise<void> {
    await this.#shelf.delete(prefix + accountId);
    this.#changed.fire(accountId);
  }

  /** Whether a value of the secret store is a sign-in. */
  owns(key: string): boolean {
    return key.startsWith(prefix);
  }

  /** Ids of accounts that may have a sign-in here; no secret is read. */
  async ids(): Promise<readonly string[]> {
    return idsWithPrefix(await this.#shelf.keys(), prefix);
  }

  /** The account as it was when it last signed in; its stamp is that of the sign-in. */
  async copy(accountId: string): Promise<Version<Account> | undefined> {
    const copy = (await this.#shelf.get(prefix + accountId))?.['account'];
    const value = parseAccount(copy, accountId);
    return value && { value, ...stampsOf(copy) };
  }

  /** Whether the secret store is to be asked for the sign-in of that account. */
  isListed(accountId: string): boolean {
    return this.#shelf.isListed(prefix + accountId);
  }

  /** It need not be asked any more. */
  unlist(accountId: string): Promise<void> {
    return this.#shelf.unlist(prefix + accountId);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** The stored fields, where they were given for the origin of that address; empty ones go anywhere. */
function fieldsFor(
  { url }: Owner,
  members: Members | undefined,
): Readonly<Record<string, string>> | undefined {
  const { fields, account } = members ?? {};
  if (!isStringRecord(fields)) return undefined;
  const givenFor = isObject(account) ? account['url'] : undefined;
  const isFor = typeof givenFor === 'string' && originOf(givenFor) === originOf(url);
  return isFor || Object.keys(fields).length === 0 ? fields : undefined;
}
