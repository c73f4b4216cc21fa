import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Services } from '../services.ts';
import { Alive } from './alive.ts';

/** What may pass: the token is refreshed later. Anything else is told once, and not tried again. */
const passing: readonly string[] = ['unreachable', 'timeout', 'proxy', 'rate-limited', 'server'];

/**
 * Refreshes the tokens that the person wants to stay alive. Several windows may try at once: the
 * refresh itself sees to it that one does it.
 */
export class KeepAlive implements vscode.Disposable {
  readonly #services: Services;
  readonly #alive: Alive;
  readonly #subscription: vscode.Disposable;
  readonly #abort = new AbortController();

  constructor(services: Services) {
    const { clock, vault } = services;
    this.#services = services;
    this.#alive = new Alive({
      clock,
      records: () => vault.tokens.list().filter(({ keepAlive }) => keepAlive === true),
      refresh: (record) => this.#refresh(record),
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

  async #refresh(record: TokenRecord): Promise<'done' | 'later'> {
    const { sessions, vault, log } = this.#services;
    const account = vault.accounts.get(record.accountId);
    if (account === undefined) return 'later';
    try {
      const action = (await sessions.registry(account)).actions.refresh;
      if (action === undefined) return 'later';
      const { targetOf } = await import('../actions/pick/record-target.ts');
      const { operate } = await import('../actions/settle.ts');
      const { item } = targetOf(record, account, 'refresh');
      const { signal } = this.#abort;
      const run = () => action.run(item, {}, signal);
      const outcome = await operate(run, { account, item }, this.#services, signal);
      log.info(`${account.label}: ${outcome.message}`);
      return 'done';
    } catch (error) {
      return this.#failed(record, account.label, error);
    }
  }

  async #failed(record: TokenRecord, label: string, error: unknown): Promise<'done' | 'later'> {
    const failure = toRegistryError(error);
    if (failure.code === 'cancelled') return 'later';
    this.#services.log.error(`${label}: ${record.label}`, failure);
    if (passing.includes(failure.code)) return 'later';
    await this.#services.vault.tokens.setKeepAlive(record.id, false);
    void this.#services.messages.warn(
      t('{0} is not kept alive any more. {1}', record.label, failure.message),
    );
    return 'done';
  }
}
