import type { Memento } from 'vscode';
import { t } from '../../core/l10n.ts';
import { type LifetimeState, lifetimeState, remainingSpoken } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { warningTime } from '../../core/warning-time.ts';
import { endActs, isAboutAnother } from '../actions/end-acts.ts';
import type { RunnableCommand } from '../doors/commands.ts';
import { settings } from '../editor/settings.ts';
import type { Services } from '../services.ts';
import { pasted, type RecordNode } from '../tree/node.ts';

/**
 * Tells once per token, in time, that the active one comes near its end, and once that it has
 * ended, with what helps. What was told is remembered, so that no window and no restart says it
 * again. One notice is open at a time, since none can be taken back; meanwhile the status bar and
 * the badge tell.
 */
export class Notices {
  readonly #memento: Memento;
  readonly #services: Pick<Services, 'vault' | 'clock' | 'messages' | 'run'>;
  #isOpen = false;

  constructor(memento: Memento, services: Pick<Services, 'vault' | 'clock' | 'messages' | 'run'>) {
    this.#memento = memento;
    this.#services = services;
  }

  /** Called whenever the state of the active token is looked at. */
  async consider(record: TokenRecord, state: LifetimeState): Promise<void> {
    if (state !== 'ending' && state !== 'expired') return;
    if (!settings.notify() || record.lifetime.kind !== 'until' || this.#isOpen) return;
    const key = `told:${record.id}`;
    const told = `${state}@${record.lifetime.at}`;
    if (this.#memento.get(key) === told) return;
    this.#isOpen = true;
    try {
      await this.#memento.update(key, told);
      await this.#tell(record);
    } finally {
      this.#isOpen = false;
    }
  }

  async #tell(record: TokenRecord): Promise<void> {
    const { clock, messages } = this.#services;
    const acts = await endActs(record, this.#services);
    const menu = { label: t('Open Menu'), value: 'activeTokenMenu' as const };
    const chosen = await messages.warn<RunnableCommand>(
      t('The active token {0} {1}.', record.label, remainingSpoken(record.lifetime, clock.now())),
      ...(acts.length === 0
        ? [menu]
        : acts.map(({ label, command }) => ({ label, value: command }))),
    );
    if (chosen !== undefined) await this.#act(chosen, record.id);
  }

  /** Acts on how things stand now: a notice may have been open for long. */
  async #act(command: RunnableCommand, id: string): Promise<void> {
    const { vault, clock, messages, run } = this.#services;
    const record = vault.tokens.get(id);
    if (record === undefined || command === 'activeTokenMenu') {
      await run('activeTokenMenu');
      return;
    }
    const now = clock.now();
    const threshold = warningTime(record, settings.warnBeforeMs());
    const state = lifetimeState(record.lifetime, now, threshold);
    if (state !== 'ending' && state !== 'expired') {
      const life = remainingSpoken(record.lifetime, now);
      await messages.info(t('The token {0} was renewed meanwhile: it {1}.', record.label, life));
      return;
    }
    const account = vault.accounts.get(record.accountId);
    const row: RecordNode = { type: 'record', id, account, record, parent: pasted };
    await run(command, ...(isAboutAnother(command) ? [] : [row]));
  }
}
