import type { Locator, Page } from 'playwright-core';
import { selectors } from './selectors.ts';
import { matches, waitFor } from './waiting.ts';
import type { Matcher } from './waiting.ts';

/** A notification in the lower right corner. */
export interface Notification {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  /** Who it is from, where the notification says so. */
  readonly source: string;
  readonly buttons: readonly string[];
}

export class Notifications {
  readonly #items: Locator;

  constructor(page: Page) {
    this.#items = page.locator(selectors.notification);
  }

  /** The notifications that are shown now, the newest first. */
  async list(): Promise<Notification[]> {
    const shown: Notification[] = [];
    for (const item of await this.#items.all()) {
      const notification = await read(item);
      if (notification !== undefined) shown.push(notification);
    }
    return shown;
  }

  /** Waits for a notification by its message. */
  async waitFor(message: Matcher): Promise<Notification> {
    return waitFor(
      `the notification ${String(message)}`,
      async () => (await this.list()).find((shown) => matches(shown.message, message)),
      () => this.list(),
    );
  }

  /** Waits until no notification with the message is shown. */
  async waitForNone(message: Matcher): Promise<void> {
    await waitFor(
      `no notification ${String(message)}`,
      async () =>
        (await this.list()).some((shown) => matches(shown.message, message)) ? undefined : true,
      () => this.list(),
    );
  }

  /** Clicks a button of a notification. */
  async click(message: Matcher, button: Matcher): Promise<void> {
    await this.waitFor(message);
    await this.#item(message)
      .locator(selectors.notificationParts.button)
      .filter({ hasText: exactly(button) })
      .click();
  }

  /** Closes a notification. */
  async dismiss(message: Matcher): Promise<void> {
    await this.waitFor(message);
    const item = this.#item(message);
    await item.hover();
    await item.locator(selectors.notificationParts.close).click();
  }

  #item(message: Matcher): Locator {
    return this.#items
      .filter({
        has: this.#items
          .page()
          .locator(selectors.notificationParts.message)
          .filter({ hasText: exactly(message) }),
      })
      .first();
  }
}

/** Playwright takes a text for a part of a text; this takes it for the whole. */
function exactly(text: Matcher): RegExp {
  if (typeof text !== 'string') return text;
  return new RegExp(`^\\s*${RegExp.escape(text)}\\s*$`);
}

/** Reads a notification; `undefined` if it went while it was read. */
async function read(item: Locator): Promise<Notification | undefined> {
  return item.evaluate(readNotification, undefined, { timeout: 500 }).catch(() => undefined);
}

interface Element {
  readonly textContent: string | null;
  readonly className: string;
  querySelector(selectors: string): Element | null;
  querySelectorAll(selectors: string): Iterable<Element>;
}

/** Runs inside the page, hence on its own. */
function readNotification(item: Element): Notification {
  const text = (element: Element | null): string => (element?.textContent ?? '').trim();
  const icon = item.querySelector('.notification-list-item-icon')?.className ?? '';
  const severity = /codicon-(error|warning|info)/.exec(icon)?.[1];
  return {
    severity: severity === 'error' || severity === 'warning' ? severity : 'info',
    message: text(item.querySelector('.notification-list-item-message')),
    source: text(item.querySelector('.notification-list-item-source')).replace(/^Source: /, ''),
    buttons: [
      ...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button'),
    ].map(text),
  };
}
