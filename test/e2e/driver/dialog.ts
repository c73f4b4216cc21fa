import type { Locator, Page } from 'playwright-core';
import { selectors } from './selectors.ts';
import { matches, waitFor } from './waiting.ts';
import type { Matcher } from './waiting.ts';

/** A modal dialog. */
export interface DialogState {
  readonly severity: 'info' | 'warning' | 'error' | 'none';
  readonly message: string;
  readonly detail: string;
  /** In the order of the screen. */
  readonly buttons: readonly string[];
}

export class Dialog {
  readonly #box: Locator;

  constructor(page: Page) {
    this.#box = page.locator(selectors.dialog.box);
  }

  /** What the dialog says, or `undefined` while there is none. */
  async state(): Promise<DialogState | undefined> {
    if (!(await this.#box.isVisible())) return undefined;
    const detail = this.#box.locator(selectors.dialog.detail);
    const icon = (await this.#box.locator(selectors.dialog.icon).getAttribute('class')) ?? '';
    const severity = /codicon-dialog-(info|warning|error)/.exec(icon)?.[1];
    return {
      severity: isSeverity(severity) ? severity : 'none',
      message: (await this.#box.locator(selectors.dialog.message).innerText()).trim(),
      detail: (await detail.isVisible()) ? (await detail.innerText()).trim() : '',
      buttons: await this.#box.locator(selectors.dialog.button).allInnerTexts(),
    };
  }

  /** Waits for a dialog by its message. */
  async waitFor(message: Matcher): Promise<DialogState> {
    return waitFor(
      `the dialog ${String(message)}`,
      async () => {
        const state = await this.state();
        return state !== undefined && matches(state.message, message) ? state : undefined;
      },
      () => this.state(),
    );
  }

  /** Clicks a button and waits until the dialog is closed, or another one follows it. */
  async click(button: Matcher): Promise<void> {
    const message = this.#box.locator(selectors.dialog.message);
    const asked = await message.innerText();
    await this.#box.getByRole('button', { name: button, exact: true }).click();
    await message.filter({ hasText: asked }).waitFor({ state: 'hidden' });
  }
}

function isSeverity(text: string | undefined): text is 'info' | 'warning' | 'error' {
  return text === 'info' || text === 'warning' || text === 'error';
}
