import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { AccountList, Manage } from './manage.ts';
import { isUuid, type RokAccount } from './read-accounts.ts';

/** As many accounts as a message can name. */
const named = 10;

/** What is remembered of one user beyond this session. A UUID is no secret: exports carry it. */
export interface Remembered {
  readonly user: string;
  readonly account: RokAccount | undefined;
  /** Remembers another UUID, or none. */
  readonly keep: (uuid: string | undefined) => Promise<void>;
}

/**
 * The accounts of a registry. Who was looked up once is remembered, so that the next token needs one
 * command less.
 */
export class Directory {
  readonly #manage: Manage;
  readonly #known = new Map<string, RokAccount>();
  readonly #remembered: Remembered;
  #listed: readonly RokAccount[] | undefined;

  constructor(manage: Manage, remembered: Remembered) {
    this.#manage = manage;
    this.#remembered = remembered;
    const { user, account } = remembered;
    if (account !== undefined) this.#known.set(user, account);
  }

  /** The accounts as the pod lists them now. */
  async list(signal: AbortSignal): Promise<readonly RokAccount[]> {
    return (await this.#list(signal)).accounts;
  }

  /** The accounts of the last list that have this name or UUID; `[]` before any list. */
  listed(user: string): readonly RokAccount[] {
    return matches(this.#listed ?? [], user);
  }

  /** What is remembered of a user, without asking. */
  known(user: string): RokAccount | undefined {
    return this.#known.get(user);
  }

  /**
   * The one account of a user name or UUID; the list is read when it is not remembered. Rejects with
   * `not-found` and the names there are, with `conflict` and the UUIDs to choose from, or with
   * `unreachable` when the list may have been cut off before the account.
   */
  async find(user: string, signal: AbortSignal): Promise<RokAccount> {
    return this.#known.get(user) ?? this.lookUp(user, signal);
  }

  /**
   * As `find`, out of the list as it is now. What is remembered of the user is replaced by what the
   * list says, or forgotten when the whole list does not have the user.
   */
  async lookUp(user: string, signal: AbortSignal): Promise<RokAccount> {
    const { accounts, isWhole } = await this.#list(signal);
    const found = matches(accounts, user);
    const [only] = found;
    if (only === undefined && !isWhole) throw perhapsNobody(user, accounts);
    this.#known.delete(user);
    await this.#keep(user, found.length > 1 ? undefined : only);
    if (only === undefined) throw nobody(user, accounts);
    if (found.length > 1) throw several(user, found);
    this.#known.set(user, only);
    return only;
  }

  async #list(signal: AbortSignal): Promise<AccountList> {
    const list = await this.#manage.accounts(signal);
    this.#listed = list.accounts;
    return list;
  }

  /** What cannot be kept is looked up once more next time. */
  async #keep(user: string, account: RokAccount | undefined): Promise<void> {
    if (user !== this.#remembered.user) return;
    await this.#remembered.keep(account?.uuid).catch(() => undefined);
  }
}

/** Whole names only: the vendor's grep finds `jdoe` in `old-jdoe`, too. */
function matches(accounts: readonly RokAccount[], user: string): readonly RokAccount[] {
  const wanted = user.trim();
  return isUuid(wanted)
    ? accounts.filter(({ uuid }) => uuid === wanted.toLowerCase())
    : accounts.filter(({ userName }) => userName === wanted);
}

function nobody(user: string, accounts: readonly RokAccount[]): RegistryError {
  return new RegistryError(
    'not-found',
    t('There is no account “{0}” in this registry. It has: {1}.', user, namesOf(accounts)),
    { repair: 'edit-account' },
  );
}

/** A list that was cut off says nothing of whom it does not have. */
function perhapsNobody(user: string, accounts: readonly RokAccount[]): RegistryError {
  return new RegistryError(
    'unreachable',
    t(
      'The list of accounts that arrived does not have “{0}”, but the end of it may be missing: kubectl does not report that it lost a pod. It has: {1}.',
      user,
      namesOf(accounts),
    ),
    { repair: 'retry' },
  );
}

function namesOf(accounts: readonly RokAccount[]): string {
  const names = accounts
    .slice(0, named)
    .map(({ userName }) => userName)
    .join(', ');
  const more = accounts.length - named;
  return more > 0 ? t('{0} and {1} more', names, more) : names;
}

function several(user: string, found: readonly RokAccount[]): RegistryError {
  const list = found.map(({ uuid, email }) => (email === undefined ? uuid : `${uuid} (${email})`));
  return new RegistryError(
    'conflict',
    t('{0} accounts are named “{1}”; choose by UUID: {2}.', found.length, user, list.join(', ')),
    { repair: 'edit-account' },
  );
}
