import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { findKind } from '../../registries/kinds.ts';
import { addAccount } from '../accounts/add.ts';
import { editAccount } from '../accounts/edit.ts';
import { signInAgain } from '../accounts/sign-in.ts';
import { attempt } from '../actions/attempt.ts';
import { pickAccount } from '../actions/pick/account.ts';
import type { Services } from '../services.ts';
import { isNode } from '../tree/node.ts';

export async function add(services: Services): Promise<void> {
  await addAccount(services);
}

export async function signIn(row: unknown, services: Services): Promise<void> {
  const account = await pickAccount(row, services, t('Sign In Again'));
  if (account === undefined) return;
  await attempt(account, services, async () => {
    await signInAgain(account, services);
  });
}

export async function edit(row: unknown, services: Services): Promise<void> {
  const account = await pickAccount(row, services, t('Edit Account'));
  if (account === undefined) return;
  await attempt(account, services, () => editAccount(account, services));
}

export async function remove(row: unknown, services: Services): Promise<void> {
  const account = await pickAccount(row, services, t('Remove Account'));
  if (account === undefined) return;
  const held = services.vault.tokens.list(account.id).length;
  const sure = await services.messages.confirmDanger(
    t('Remove the account “{0}”?', account.label),
    t(
      'Its sign-in and its kept tokens ({0}) are deleted from this machine. Nothing changes in the registry: its tokens go on working.',
      held,
    ),
    t('Keep'),
    { label: t('Remove'), value: true },
  );
  if (sure !== true) return;
  await services.vault.removeAccount(account.id);
  await services.forgetConsents(account.id);
  services.sessions.drop(account.id);
}

/** Opens the page of an account's registry where a sign-in for it is made. */
export function openInBrowser(row: unknown): void {
  if (!isNode(row) || row.type !== 'account') return;
  const { kind, url } = row.account;
  const page = findKind(kind)?.signInPage;
  if (page !== undefined) void vscode.env.openExternal(vscode.Uri.parse(`${url}${page}`));
}
