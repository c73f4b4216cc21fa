import type { Memento } from 'vscode';
import { t } from '../../core/l10n.ts';
import type { LifetimeState } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Doors } from '../doors/doors.ts';
import { settings } from '../editor/settings.ts';

/**
 * Tells once per token, in time, that the active one comes near its end, and once that it has
 * ended. What was told is remembered, so that no window and no restart says it again.
 */
export class Notices {
  readonly #memento: Memento;
  readonly #doors: Pick<Doors, 'messages' | 'run'>;

  constructor(memento: Memento, doors: Pick<Doors, 'messages' | 'run'>) {
    this.#memento = memento;
    this.#doors = doors;
  }

  /** Called whenever the state of the active token is looked at. */
  async consider(record: TokenRecord, state: LifetimeState): Promise<void> {
    if (state !== 'ending' && state !== 'expired') return;
    if (!settings.notify() || record.lifetime.kind !== 'until') return;
    const key = `told:${record.id}`;
    const told = `${state}@${record.lifetime.at}`;
    if (this.#memento.get(key) === told) return;
    await this.#memento.update(key, told);
    const text =
      state === 'expired'
        ? t('The active token {0} has expired.', record.label)
        : t('The active token {0} comes to its end soon.', record.label);
    const open = await this.#doors.messages.warn(text, { label: t('Open Menu'), value: true });
    if (open === true) await this.#doors.run('activeTokenMenu');
  }
}
