import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { t } from '../../core/l10n.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import { setContext } from '../doors/contexts.ts';
import { onSettings } from '../editor/settings.ts';
import type { Services } from '../services.ts';
import { badgeDisplay } from './badge.ts';

/**
 * Keeps what is shown in step with what is stored, whoever changed it: this window, another one, or
 * a keyring that lost a secret.
 */
export function keepInStep(services: Services): vscode.Disposable {
  const { vault, sessions, view, log, lives } = services;
  const accountsChanged = () => {
    setContext('hasAccounts', vault.accounts.list().length > 0);
    // The view says nothing before it is known whether there is something to import.
    void offersChanged(services).then(() => setContext('ready', true));
  };
  const tokensChanged = () => setContext('hasTokens', vault.tokens.list().length > 0);
  const reread = () =>
    void vault.refresh().then(undefined, (error: unknown) => {
      log.error(t('Reading the stored accounts'), error);
    });
  const subscriptions: Disposable[] = [
    vault.accounts.onDidChange((ids) => {
      for (const id of ids) sessions.drop(id);
      accountsChanged();
      view.refresh();
    }),
    vault.signIns.onDidChange((id) => {
      sessions.drop(id);
      view.refreshPath(id, []);
    }),
    vault.tokens.onDidChange(() => {
      tokensChanged();
      view.redraw();
      lives.update();
    }),
    vault.active.onDidChange(() => {
      setContext('hasActive', vault.active.token !== undefined);
      view.redraw();
    }),
    onSettings(['accountsFile'], accountsChanged),
    onSettings(['pageSize'], () => view.refresh()),
    // Plain storage has no event for other windows; a person looks at one window at a time.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) reread();
    }),
  ];
  // The first look loads code and reads files: not while other extensions wait for this one.
  const firstLook = setImmediate(() => {
    setContext('hasActive', vault.active.token !== undefined);
    accountsChanged();
    tokensChanged();
    subscriptions.push(lives.show(badgeDisplay(vault, view)));
    reread();
  });
  return new vscode.Disposable(() => {
    clearImmediate(firstLook);
    for (const subscription of subscriptions) subscription.dispose();
  });
}

async function offersChanged({ offers, log }: Services): Promise<void> {
  try {
    setContext('hasOffers', (await offers.pending()).length > 0);
  } catch (error) {
    // The command shows the same error to the person who asks for the import.
    setContext('hasOffers', true);
    log.error(t('Accounts offered for import'), toRegistryError(error));
  }
}
