import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { originOf } from '../../core/origin.ts';
import type { Services } from '../services.ts';
import { askForAccount, draft } from './account-form.ts';
import { askForLabel } from './add.ts';
import { loadAdapter } from './sessions.ts';
import { signInAgain } from './sign-in.ts';

/**
 * Changes an account's address, choices and name. The stored sign-in is tried before anything is
 * changed, but never sent to another origin than the one it was given for: there it is asked again.
 */
export async function editAccount(account: Account, services: Services): Promise<void> {
  const { vault, sessions } = services;
  const adapter = await loadAdapter(account.kind);
  const fields = adapter.connectFields().filter((field) => field.signIn !== true);
  const title = t('Edit {0}', account.label);
  const entered = await askForAccount(title, adapter, fields, account, services, {
    stepsAfter: 1,
  });
  if (entered.kind !== 'value') return;
  const { values, trust } = entered.value;
  const drafted = draft(account, adapter, values, trust);
  const label = await askForLabel(
    {
      title: t('Edit {0}: {1}', account.label, t('Name')),
      step: fields.length + 1,
      totalSteps: fields.length + 1,
    },
    account.label,
    (text) => vault.accounts.isTaken(text, account.id),
    services,
  );
  if (label === undefined) return;
  const changed = { ...drafted, label };
  const hasSignIn = adapter.connectFields().some((field) => field.signIn === true);
  if (hasSignIn && originOf(changed.url) !== originOf(account.url)) {
    await signInAgain(changed, services);
    return;
  }
  const signIn = hasSignIn ? await vault.signIns.find(account) : {};
  const connected =
    signIn === undefined
      ? undefined
      : await services.progress(t('Checking {0}…', label), async (signal) =>
          adapter.connect(await sessions.connection(changed, () => signIn), signal),
        );
  const edited = {
    ...changed,
    userName: connected?.userName ?? account.userName,
    options: { ...changed.options, ...connected?.options },
  };
  await vault.changeAccount(edited, undefined, account);
  sessions.drop(account.id);
  services.view.refreshPath(account.id, []);
}
