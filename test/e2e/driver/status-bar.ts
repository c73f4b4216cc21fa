import type { Locator, Page } from 'playwright-core';
import { placeOf } from './place-of.ts';
import type { Clip } from './screenshots.ts';
import { selectors } from './selectors.ts';
import { withPlainSpaces } from './text-area.ts';
import { waitFor } from './waiting.ts';

/** An item of the status bar. */
export interface StatusBarItem {
  readonly text: string;
  /** Names of the codicons in the text, like `key`. */
  readonly icons: readonly string[];
  /** What a screen reader says: the text and the tooltip. */
  readonly ariaLabel: string;
  readonly background: 'none' | 'warning' | 'error';
}

export class StatusBar {
  readonly #page: Page;
  readonly #prefix: string;

  /** @param extension its id; items of an extension carry it in front of their own id */
  constructor(page: Page, extension: string) {
    this.#page = page;
    this.#prefix = extension;
  }

  /** What an item shows, or `undefined` while there is none. */
  async item(id: string): Promise<StatusBarItem | undefined> {
    const item = this.#locator(id);
    if (!(await item.isVisible())) return undefined;
    return item.evaluate(readItem, undefined, { timeout: 500 }).catch(() => undefined);
  }

  /** Waits until an item is as wanted. */
  async waitFor(
    id: string,
    wanted: (item: StatusBarItem) => boolean = () => true,
  ): Promise<StatusBarItem> {
    return waitFor(
      `the status bar item ${id} to be as wanted: ${String(wanted)}`,
      async () => {
        const item = await this.item(id);
        return item !== undefined && wanted(item) ? item : undefined;
      },
      () => this.item(id),
    );
  }

  /** Waits until there is no such item. */
  async waitForNone(id: string): Promise<void> {
    await this.#locator(id).waitFor({ state: 'hidden' });
  }

  async click(id: string): Promise<void> {
    await this.#locator(id).locator(selectors.statusBar.label).click();
  }

  /** Rests the mouse on an item until its hover shows, and returns the hover's text. */
  async tooltip(id: string): Promise<string> {
    const hover = this.#page.locator(selectors.hover).first();
    await this.#page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden' });
    await this.#locator(id).hover();
    await hover.waitFor();
    return withPlainSpaces(await hover.innerText()).trim();
  }

  /** The part of the window that shows an item and its hover, with a margin; for a picture. */
  async around(id: string): Promise<Clip> {
    const item = await placeOf(this.#locator(id));
    const hover = await placeOf(this.#page.locator(selectors.hover).first());
    const left = Math.min(item.x, hover.x) - margin;
    const right = Math.max(item.x + item.width, hover.x + hover.width) + margin;
    const top = hover.y - margin;
    return { x: left, y: top, width: right - left, height: item.y + item.height - top };
  }

  #locator(id: string): Locator {
    return this.#page.locator(`${selectors.statusBar.item}[id="${this.#prefix}.${id}"]`);
  }
}

/** Around what a picture is to show; in pixels. */
const margin = 24;

interface Element {
  readonly textContent: string | null;
  readonly className: string;
  getAttribute(name: string): string | null;
  querySelectorAll(selectors: string): Iterable<Element>;
}

/** Runs inside the page, hence on its own. */
function readItem(item: Element): StatusBarItem {
  const classes = item.className.split(' ');
  return {
    text: (item.textContent ?? '').trim(),
    icons: [...item.querySelectorAll('.codicon')].flatMap(
      (icon) => /codicon-([\w-]+)/.exec(icon.className)?.[1] ?? [],
    ),
    ariaLabel: item.getAttribute('aria-label') ?? '',
    background: classes.includes('error-kind')
      ? 'error'
      : classes.includes('warning-kind')
        ? 'warning'
        : 'none',
  };
}
