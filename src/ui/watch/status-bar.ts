import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import {
  type LifetimeState,
  lifetimeState,
  nextChange,
  remainingCompact,
  remainingSpoken,
} from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { warningTime } from '../../core/warning-time.ts';
import { commandId } from '../../ids.ts';
import type { Vault } from '../../vault/vault.ts';
import { plainText } from '../doors/plain-text.ts';
import { settings } from '../editor/settings.ts';
import type { LifeDisplay, LifeTimer } from './life-timer.ts';

/** The active token and its remaining life; nothing without one. */
export class StatusBar implements vscode.Disposable, LifeDisplay {
  readonly #vault: Vault;
  readonly #subscriptions: vscode.Disposable;
  #item: vscode.StatusBarItem | undefined;

  constructor(vault: Vault, lives: LifeTimer) {
    this.#vault = vault;
    this.#subscriptions = vscode.Disposable.from(
      lives.show(this),
      vault.active.onDidChange(() => lives.update()),
    );
  }

  readonly update = (now: number): void => {
    const record = this.#vault.active.token;
    if (record === undefined) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    this.#show(record, lifetimeState(record.lifetime, now, warnBefore(record)), now);
  };

  readonly next = (now: number): number | undefined => {
    const record = this.#vault.active.token;
    return record && nextChange(record.lifetime, now, warnBefore(record));
  };

  dispose(): void {
    this.#subscriptions.dispose();
    this.#item?.dispose();
  }

  #show(record: TokenRecord, state: LifetimeState, now: number): void {
    const item = (this.#item ??= createItem());
    item.text = `$(key) ${plainText(record.label)} ${remainingCompact(record.lifetime, now)}`;
    item.backgroundColor = background(state);
    void this.#setTooltip(item, record, now);
    const life = remainingSpoken(record.lifetime, now);
    const heard = t('Active token {0}, {1}', record.label, life);
    // What the color says to those who see it.
    const label = state === 'ending' ? `${heard}, ${t('near its end')}` : heard;
    item.accessibilityInformation = { label };
    item.show();
  }

  /** The words of the hover are loaded once there is an active token. */
  async #setTooltip(item: vscode.StatusBarItem, record: TokenRecord, now: number): Promise<void> {
    const { activeTooltip } = await import('./active-tooltip.ts');
    if (this.#item !== item) return;
    const account = this.#vault.accounts.get(record.accountId);
    item.tooltip = activeTooltip(record, account, now);
  }
}

const warnBefore = (record: TokenRecord) => warningTime(record, settings.warnBeforeMs());

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('active', vscode.StatusBarAlignment.Left, -10);
  item.name = t('Active Registry Token');
  item.command = commandId('activeTokenMenu');
  return item;
}

function background(state: LifetimeState): vscode.ThemeColor | undefined {
  if (state === 'expired') return new vscode.ThemeColor('statusBarItem.errorBackground');
  if (state === 'ending') return new vscode.ThemeColor('statusBarItem.warningBackground');
  return undefined;
}
