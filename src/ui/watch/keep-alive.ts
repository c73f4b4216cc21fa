import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { Alive } from './alive.ts';
import { refreshKept } from './refresh-kept.ts';

/**
 * Refreshes the tokens that the person wants to stay alive. Several windows may try at once: the
 * refresh itself sees to it that one does it.
 */
export class KeepAlive implements vscode.Disposable {
  readonly #alive: Alive;
  readonly #subscription: vscode.Disposable;
  readonly #abort = new AbortController();

  constructor(services: Services) {
    const { clock, vault } = services;
    this.#alive = new Alive({
      clock,
      records: () => vault.tokens.list().filter(({ keepAlive }) => keepAlive === true),
      refresh: (record) => refreshKept(record, services, this.#abort.signal),
      after: (milliseconds, act) => {
        const timer = setTimeout(act, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    this.#subscription = vscode.Disposable.from(
      vault.tokens.onDidChange(() => this.#alive.aim()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#alive.aim();
      }),
    );
  }

  dispose(): void {
    this.#alive.dispose();
    this.#abort.abort();
    this.#subscription.dispose();
  }
}
