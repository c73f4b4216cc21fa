import * as vscode from 'vscode';
import { t } from '../../../core/l10n.ts';
import type { IssuedToken, TokenRecord } from '../../../core/token.ts';
import type { Services } from '../../services.ts';
import type { OpenTerminals } from '../commands-door.ts';

/** A terminal that was opened with tokens. */
interface Opened {
  readonly terminal: vscode.Terminal;
  readonly tokens: readonly IssuedToken[];
  /** The person was told that what it has is no longer current. */
  isStale: boolean;
}

/** The terminals of this window that were opened with tokens, and whether those are current. */
export class Terminals implements OpenTerminals, vscode.Disposable {
  readonly #services: Services;
  readonly #subscriptions: vscode.Disposable;
  #opened: readonly Opened[] = [];

  constructor(services: Services) {
    this.#services = services;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidCloseTerminal((closed) => {
        this.#opened = this.#opened.filter(({ terminal }) => terminal !== closed);
      }),
      services.vault.tokens.onDidChange(() => void this.#look()),
    );
  }

  add(terminal: vscode.Terminal, tokens: readonly IssuedToken[]): void {
    this.#opened = [...this.#opened, { terminal, tokens, isStale: false }];
  }

  phrasesOf(tokenId: string): readonly string[] {
    return this.#opened
      .filter(({ tokens }) =>
        tokens.some(({ record }) => record.id === tokenId || this.#now(record)?.id === tokenId),
      )
      .map(({ terminal: { name }, isStale }) =>
        isStale
          ? t('in the terminal “{0}” of this window, as it was before', name)
          : t('in the terminal “{0}” of this window', name),
      );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #look(): Promise<void> {
    for (const opened of this.#opened) {
      if (opened.isStale) continue;
      for (const token of opened.tokens) {
        if (await this.#isCurrent(token)) continue;
        if (opened.isStale) break;
        opened.isStale = true;
        void this.#tell(opened, token);
      }
    }
  }

  /** The record that stands for a token by now. */
  #now({ id }: TokenRecord): TokenRecord | undefined {
    const { tokens } = this.#services.vault;
    return tokens.get(id) ?? tokens.successor(id);
  }

  async #isCurrent({ record, secrets }: IssuedToken): Promise<boolean> {
    const now = this.#now(record);
    if (now === undefined) return false;
    const held = await this.#services.vault.tokens.secrets(now.id);
    // One that cannot be read now says nothing.
    return held === undefined || held.token.equals(secrets.token);
  }

  async #tell({ terminal }: Opened, { record }: IssuedToken): Promise<void> {
    const another = await this.#services.messages.warn(
      this.#now(record) === undefined
        ? t(
            'The terminal “{0}” still has {1}, which was revoked, deleted or forgotten.',
            terminal.name,
            record.label,
          )
        : t('The terminal “{0}” has the token that {1} had before.', terminal.name, record.label),
      { label: t('New Terminal…'), value: true },
    );
    if (another === true) await this.#services.run('newTerminal');
  }
}
