import * as vscode from 'vscode';
import type { Clock } from '../core/clock.ts';
import { t } from '../core/l10n.ts';
import { renewalDue } from '../core/renewal.ts';
import type { TokenRecord } from '../core/token.ts';
import { messages } from './doors/messages.ts';
import { toRegistryError } from './failure.ts';
import type { Services } from './services.ts';

/** A timer may not be set further ahead; a machine that slept is right again within this. */
const longestWait = 5 * 60_000;

/**
 * Refreshes the tokens that the person wants to stay alive, in time before their end. One timer,
 * aimed at the next that is due; without such a token there is none. Several windows may try at
 * once: the refresh itself sees to it that one does it.
 */
export class KeepAlive implements vscode.Disposable {
  readonly #services: Services;
  readonly #clock: Clock;
  readonly #subscription: vscode.Disposable;
  readonly #abort = new AbortController();
  /** Not before this instant again, by record: the network was away. */
  readonly #notBefore = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(services: Services) {
    this.#services = services;
    this.#clock = services.clock;
    this.#subscription = vscode.Disposable.from(
      services.vault.tokens.onDidChange(() => this.#aim()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#aim();
      }),
    );
    this.#aim();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#subscription.dispose();
  }

  #aim(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [next] = this.#due();
    if (next === undefined || this.#running) return;
    const wait = Math.min(Math.max(next.at - this.#clock.now(), 0), longestWait);
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  #due(): { readonly record: TokenRecord; readonly at: number }[] {
    return this.#services.vault.tokens
      .list()
      .filter(({ keepAlive }) => keepAlive === true)
      .flatMap((record) => {
        const due = renewalDue(record.lifetime, record.issuedAt);
        if (due === undefined) return [];
        return [{ record, at: Math.max(due, this.#notBefore.get(record.id) ?? 0) }];
      })
      .sort((a, b) => a.at - b.at);
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      for (const { record, at } of this.#due()) {
        if (at <= this.#clock.now()) await this.#refresh(record);
      }
    } finally {
      this.#running = false;
      if (!this.#abort.signal.aborted) this.#aim();
    }
  }

  async #refresh(record: TokenRecord): Promise<void> {
    const { sessions, vault, log } = this.#services;
    const account = vault.accounts.get(record.accountId);
    if (account === undefined) return;
    try {
      const operation = (await sessions.registry(account)).operations.refresh;
      if (operation === undefined) return;
      const { targetOf } = await import('./pick/record-target.ts');
      const { keepOutcome } = await import('./settle.ts');
      const { item } = targetOf(record, account);
      const outcome = await operation.run(item, {}, this.#abort.signal);
      await keepOutcome(outcome, account, this.#services);
      log.info(`${account.label}: ${outcome.message}`);
    } catch (error) {
      await this.#failed(record, account.label, error);
    }
  }

  /** What may pass is tried again later; anything else is told once, and not tried again. */
  async #failed(record: TokenRecord, label: string, error: unknown): Promise<void> {
    const failure = toRegistryError(error);
    if (failure.code === 'cancelled') return;
    this.#services.log.error(`${label}: ${record.label}`, failure);
    const passing: readonly string[] = [
      'unreachable',
      'timeout',
      'proxy',
      'rate-limited',
      'server',
    ];
    if (passing.includes(failure.code)) {
      this.#notBefore.set(record.id, this.#clock.now() + longestWait);
      return;
    }
    await this.#services.vault.tokens.setKeepAlive(record.id, false);
    void messages.warn(t('{0} is not kept alive any more. {1}', record.label, failure.message));
  }
}
