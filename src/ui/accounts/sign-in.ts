import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import type { Services } from '../services.ts';
import { askForAccount, draft } from './account-form.ts';
import { loadAdapter } from './sessions.ts';

/**
 * Asks for an account's sign-in again and checks it; the former one stays until the new one was
 * accepted. Resolves with whether there is a new one. Rejects with `RegistryError`.
 */
export async function signInAgain(account: Account, services: Services): Promise<boolean> {
  const adapter = await loadAdapter(account.kind);
  const fields = adapter.connectFields().filter((field) => field.signIn === true);
  if (fields.length === 0) {
    await services.messages.info(t('{0} needs no sign-in of its own.', account.label));
    return false;
  }
  const title = t('Sign In Again to {0}', account.label);
  const entered = await askForAccount(title, adapter, fields, account, services);
  if (entered.kind !== 'value') return false;
  const { values, trust } = entered.value;
  const changed = draft(account, adapter, values, trust);
  const signIn = adapter.signIn(values);
  const connected = await services.progress(
    t('Signing in to {0}…', account.label),
    async (signal) =>
      adapter.connect(await services.sessions.connection(changed, () => signIn), signal),
  );
  if (connected.userName !== account.userName && account.userName !== '') {
    const accept = await services.messages.confirm(
      t('This sign-in belongs to {0}, not to {1}.', connected.userName, account.userName),
      t('The account “{0}” will show what {1} may see.', account.label, connected.userName),
      { label: t('Use It'), value: true },
    );
    if (accept !== true) return false;
  }
  const updated = { ...changed, userName: connected.userName };
  await services.vault.changeAccount(updated, signIn);
  services.sessions.drop(account.id);
  services.view.refreshPath(account.id, []);
  return true;
}
