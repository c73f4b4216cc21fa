import type { Account } from '../../../core/account.ts';
import { t } from '../../../core/l10n.ts';
import { findKind } from '../../../registries/kinds.ts';
import type { Services } from '../../services.ts';
import { accountOf, isNode } from '../../tree/node.ts';

/** The account of the row a command was started from, else the one the person chooses. */
export async function pickAccount(
  row: unknown,
  services: Pick<Services, 'vault' | 'steps' | 'messages' | 'run' | 'offers'>,
  title: string,
): Promise<Account | undefined> {
  const { vault, steps } = services;
  const given = isNode(row) ? accountOf(row) : undefined;
  // The row may be older than the account's last change.
  if (given !== undefined) return vault.accounts.get(given.id);
  const accounts = vault.accounts.list();
  if (accounts.length === 0) {
    await offerToAdd(services);
    return undefined;
  }
  const result = await steps.pick<Account>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: t('Which account?'),
    rows: accounts.map(accountRow),
    takesOnly: true,
  });
  return result.kind === 'value' ? result.value : undefined;
}

/** An account as a row of a quick pick. */
export function accountRow(account: Account) {
  return {
    icon: findKind(account.kind)?.icon ?? 'plug',
    label: account.label,
    description: account.userName,
    detail: account.url,
    value: account,
  };
}

/** Says that there is no account, and offers to add one, or to import those that were found. */
export async function offerToAdd({
  messages,
  offers,
  run,
}: Pick<Services, 'messages' | 'offers' | 'run'>): Promise<void> {
  // Import Accounts says what is wrong with what cannot be read.
  const canImport = await offers.pending().then(
    (found) => found.length > 0,
    () => true,
  );
  const next = await messages.info<'importAccounts' | 'addAccount'>(
    t('There is no account yet.'),
    ...(canImport ? [{ label: t('Import Accounts'), value: 'importAccounts' } as const] : []),
    { label: t('Add Account'), value: 'addAccount' },
  );
  if (next !== undefined) await run(next);
}
