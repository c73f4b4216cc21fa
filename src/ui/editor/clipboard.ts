import * as vscode from 'vscode';
import type { Secret } from '../../core/secret.ts';
import { setContext } from '../doors/contexts.ts';
import { settings } from './settings.ts';

/** The clipboard: secrets go there when a person asks, and are taken away again after a while. */
export class Clipboard {
  #pending: { readonly secret: Secret; readonly timer: NodeJS.Timeout } | undefined;
  /** A secret on its way into the clipboard. */
  #copying: Promise<unknown> = Promise.resolve();

  /**
   * Copies a secret. After the time set it is cleared, if it is still what the clipboard holds.
   * Resolves with that time in milliseconds; 0 when it stays.
   */
  copySecret(secret: Secret): Promise<number> {
    const copied = this.#copy(secret);
    this.#copying = copied.catch(() => undefined);
    return copied;
  }

  async #copy(secret: Secret): Promise<number> {
    await vscode.env.clipboard.writeText(secret.reveal());
    setContext('hasCopied', true);
    this.#forget();
    const after = settings.clipboardClearMs();
    if (after > 0) {
      const timer = setTimeout(() => void this.#clear(), after);
      this.#pending = { secret, timer };
    }
    return after;
  }

  async copyText(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
  }

  async read(): Promise<string> {
    return vscode.env.clipboard.readText();
  }

  /**
   * Takes a copied secret away at once: on shutdown none is left behind by a timer that will never
   * run. The editor waits for it where `dispose` would not be waited for.
   */
  async close(): Promise<void> {
    await this.#copying;
    if (this.#pending !== undefined) await this.#clear();
  }

  async #clear(): Promise<void> {
    const secret = this.#pending?.secret;
    this.#forget();
    if (secret === undefined) return;
    if ((await vscode.env.clipboard.readText()) === secret.reveal()) {
      await vscode.env.clipboard.writeText('');
    }
  }

  #forget(): void {
    clearTimeout(this.#pending?.timer);
    this.#pending = undefined;
  }
}
