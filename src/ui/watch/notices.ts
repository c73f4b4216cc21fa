import type { Memento } from 'vscode';
import { t } from '../../core/l10n.ts';
import { lifetimeState, nextState, remainingSpoken } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { warningTime } from '../../core/warning-time.ts';
import { endActs, endRow, isAboutAnother } from '../actions/end-acts.ts';
import type { RunnableCommand } from '../doors/commands.ts';
import { settings } from '../editor/settings.ts';
import type { Services } from '../services.ts';
import type { LifeDisplay } from './life-timer.ts';

type Used = Pick<Services, 'vault' | 'sessions' | 'clock' | 'messages' | 'run'>;

/** A token to tell of, and what was told of it then. */
interface News {
  readonly record: TokenRecord;
  readonly told: string;
}

/**
 * Tells once of every held token, in time, that it comes near its end, and of the active one that
 * it has ended, with what helps. What was told is remembered, so that no window and no restart says
 * it again. One notice is open at a time, since none can be taken back; meanwhile the status bar
 * and the badge tell, and the next one follows at the next look.
 */
export class Notices implements LifeDisplay {
  readonly #memento: Memento;
  readonly #services: Used;
  #isOpen = false;
  /** Tokens that were there at the last look: a new one may be about to become the active one. */
  #known: ReadonlySet<string> = new Set();

  constructor(memento: Memento, services: Used) {
    this.#memento = memento;
    this.#services = services;
  }

  readonly update = (now: number): void => void this.consider(now);

  readonly next = (now: number): number | undefined => {
    const changes = this.#services.vault.tokens
      .list()
      .flatMap((record) => nextState(record.lifetime, now, threshold(record)) ?? []);
    return changes.length === 0 ? undefined : Math.min(...changes);
  };

  /** Tells the first that is news; resolves when the person has answered. */
  async consider(now: number): Promise<void> {
    const news = this.#news(now);
    this.#known = new Set(this.#services.vault.tokens.list().map(({ id }) => id));
    if (this.#isOpen || !settings.notify()) return;
    if (news === undefined) return;
    this.#isOpen = true;
    try {
      await this.#memento.update(keyOf(news.record), news.told);
      await this.#tell(news.record);
    } finally {
      this.#isOpen = false;
    }
  }

  /** The active token before the others, and of those the one that ends first. */
  #news(now: number): News | undefined {
    const { vault } = this.#services;
    const active = vault.active.token;
    const endOf = ({ lifetime }: TokenRecord) => (lifetime.kind === 'until' ? lifetime.at : 0);
    const others = vault.tokens
      .list()
      .filter((record) => record.id !== active?.id && this.#isMissed(record))
      .sort((a, b) => endOf(a) - endOf(b));
    return [...(active === undefined ? [] : [active]), ...others]
      .flatMap((record): readonly News[] => {
        const state = lifetimeState(record.lifetime, now, threshold(record));
        const isNews = state === 'ending' || (state === 'expired' && record.id === active?.id);
        return isNews ? [{ record, told: `${state}@${endOf(record)}` }] : [];
      })
      .find(({ record, told }) => this.#memento.get(keyOf(record)) !== told);
  }

  /** Whether a token was there before, and nothing came in its place or will by itself. */
  #isMissed({ id, keepAlive }: TokenRecord): boolean {
    const { tokens } = this.#services.vault;
    return this.#known.has(id) && keepAlive !== true && tokens.successor(id) === undefined;
  }

  async #tell(record: TokenRecord): Promise<void> {
    const { vault, messages } = this.#services;
    const isActive = vault.active.token?.id === record.id;
    const acts = await endActs(record, this.#services);
    const signsIn = acts.some(({ command }) => command === 'renewSignIn');
    const menu = { label: t('Open Menu'), value: 'activeTokenMenu' as const };
    const chosen = await messages.warn<RunnableCommand>(
      this.#sentence(record, isActive, signsIn),
      ...(acts.length === 0 && isActive
        ? [menu]
        : acts.map(({ label, command }) => ({ label, value: command }))),
    );
    if (chosen !== undefined) await this.#act(chosen, record.id);
  }

  #sentence(
    { label, lifetime, accountId }: TokenRecord,
    isActive: boolean,
    signsIn: boolean,
  ): string {
    const { vault, clock } = this.#services;
    const life = remainingSpoken(lifetime, clock.now());
    const account = vault.accounts.get(accountId);
    if (signsIn && account !== undefined) {
      return t(
        'The token “{1}” that the account {0} signs in with {2}.',
        account.label,
        label,
        life,
      );
    }
    if (isActive) return t('The active token {0} {1}.', label, life);
    return account === undefined
      ? t('The token {0} {1}.', label, life)
      : t('The token {0} ({1}) {2}.', label, account.label, life);
  }

  /** Acts on how things stand now: a notice may have been open for long. */
  async #act(command: RunnableCommand, id: string): Promise<void> {
    const { vault, clock, messages, run } = this.#services;
    const record = vault.tokens.get(id);
    if (command === 'activeTokenMenu') {
      await run('activeTokenMenu');
      return;
    }
    if (record === undefined) {
      await messages.info(t('The token is no longer on this machine.'));
      return;
    }
    const now = clock.now();
    const state = lifetimeState(record.lifetime, now, threshold(record));
    if (state !== 'ending' && state !== 'expired') {
      const life = remainingSpoken(record.lifetime, now);
      await messages.info(t('The token {0} was renewed meanwhile: it {1}.', record.label, life));
      return;
    }
    const account = vault.accounts.get(record.accountId);
    await run(command, ...(isAboutAnother(command) ? [] : [endRow(command, record, account)]));
  }
}

const threshold = (record: TokenRecord) => warningTime(record, settings.warnBeforeMs());

const keyOf = ({ id }: TokenRecord) => `told:${id}`;
