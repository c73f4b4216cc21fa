import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
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
import { onSettings, settings } from '../editor/settings.ts';

/** A timer may not be set further ahead, and a machine that slept is right again within this. */
const longestWait = 60_000;

/**
 * The active token and its remaining life. One timer, aimed at the instant at which the text or the
 * state changes next; without an active token, or for one that never ends, there is none.
 */
export class StatusBar implements vscode.Disposable {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #onState: (record: TokenRecord, state: LifetimeState) => void;
  readonly #subscriptions: vscode.Disposable;
  #item: vscode.StatusBarItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `onState` hears the active token's state whenever it is looked at. */
  constructor(
    vault: Vault,
    clock: Clock,
    onState: (record: TokenRecord, state: LifetimeState) => void,
  ) {
    this.#vault = vault;
    this.#clock = clock;
    this.#onState = onState;
    const update = () => this.update();
    this.#subscriptions = vscode.Disposable.from(
      vault.active.onDidChange(update),
      onSettings(['warnBefore'], update),
      // Timers stand still while the machine sleeps; a person who comes back focuses the window.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) update();
      }),
    );
    this.update();
  }

  /** Shows what is true now and aims the timer at the next change. */
  update(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const record = this.#vault.active.token;
    if (record === undefined) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    const now = this.#clock.now();
    const state = lifetimeState(record.lifetime, now, warnBefore(record));
    this.#show(record, state, now);
    this.#onState(record, state);
    this.#aim(record, now);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#item?.dispose();
  }

  #show(record: TokenRecord, state: LifetimeState, now: number): void {
    const item = (this.#item ??= createItem());
    item.text = `$(key) ${plainText(record.label)} ${remainingCompact(record.lifetime, now)}`;
    item.backgroundColor = background(state);
    void this.#setTooltip(item, record);
    item.accessibilityInformation = {
      label: t('Active token {0}, {1}', record.label, remainingSpoken(record.lifetime, now)),
    };
    item.show();
  }

  /** The words of the hover are loaded once there is an active token. */
  async #setTooltip(item: vscode.StatusBarItem, record: TokenRecord): Promise<void> {
    const { activeTooltip } = await import('./active-tooltip.ts');
    if (this.#item !== item) return;
    const account = this.#vault.accounts.get(record.accountId);
    item.tooltip = activeTooltip(record, account, this.#clock);
  }

  #aim(record: TokenRecord, now: number): void {
    const next = nextChange(record.lifetime, now, warnBefore(record));
    if (next === undefined) return;
    const wait = Math.min(Math.max(next - now, 50), longestWait);
    this.#timer = setTimeout(() => this.update(), wait);
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
