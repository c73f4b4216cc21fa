import type { Account } from '../core/account.ts';
import type { Disposable, Event } from '../core/emitter.ts';
import { RegistryError } from '../core/errors.ts';
import { t } from '../core/l10n.ts';
import { accountEntry, parseAccount } from './account-entry.ts';
import { Entries } from './entries.ts';
import type { Memento } from './stores.ts';

/** The saved connections, one entry of plain storage each (`account:<id>`). */
export class Accounts implements Disposable {
  /** For writes that come in turn with those of other windows. */
  readonly entries: Entries<Account>;

  constructor(memento: Memento) {
    this.entries = new Entries(memento, 'account:', parseAccount);
  }

  /** The ids of accounts that came, went or changed, in whatever window. */
  get onDidChange(): Event<readonly string[]> {
    return this.entries.onDidChange;
  }

  /** All accounts, sorted by label. */
  list(): Account[] {
    return this.entries
      .list()
      .sort((a, b) => a.label.localeCompare(b.label) || (a.id < b.id ? -1 : 1));
  }

  get(id: string): Account | undefined {
    return this.entries.get(id);
  }

  /** Every id with an entry, those included that this version cannot read. */
  ids(): readonly string[] {
    return this.entries.ids();
  }

  /** Rejects with `invalid-input` when the label is taken, or the address carries a password. */
  async add(account: Account): Promise<void> {
    this.check(account);
    await this.entries.write(account.id, accountEntry(account));
  }

  /** As `add`, for an account that exists. Rejects with `not-found` when it does not any more. */
  async update(account: Account): Promise<void> {
    if (this.get(account.id) === undefined) {
      throw new RegistryError('not-found', t('The account “{0}” was removed.', account.label));
    }
    await this.add(account);
  }

  /** Removes the entry alone; `Vault.removeAccount` removes what belongs to it, too. */
  async remove(id: string): Promise<void> {
    await this.entries.write(id, undefined);
  }

  /** Throws `invalid-input` when `add` or `update` would; for checks before anything is stored. */
  check(account: Pick<Account, 'id' | 'label' | 'url'>): void {
    if (account.label.trim() === '') {
      throw new RegistryError('invalid-input', t('An account needs a name.'));
    }
    if (this.isTaken(account.label, account.id)) {
      throw new RegistryError(
        'invalid-input',
        t('There is already an account named “{0}”. Choose another name.', account.label),
      );
    }
    if (hasCredentials(account.url)) {
      throw new RegistryError(
        'invalid-input',
        t('The address contains a user name or a password. Enter it without them.'),
      );
    }
  }

  /** Whether another account has the label; neither case nor spaces around it make a difference. */
  isTaken(label: string, exceptId?: string): boolean {
    const wanted = fold(label);
    return this.list().some((other) => other.id !== exceptId && fold(other.label) === wanted);
  }

  /** The label itself, or with a number behind it while another account has it. */
  freeLabel(label: string, exceptId?: string): string {
    let free = label;
    for (let n = 2; this.isTaken(free, exceptId); n++) free = `${label} (${n})`;
    return free;
  }

  /** Notices and tells what other windows have changed. */
  refresh(): void {
    this.entries.refresh();
  }

  dispose(): void {
    this.entries.dispose();
  }
}

function fold(label: string): string {
  return label.trim().toLowerCase();
}

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
