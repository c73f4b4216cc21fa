import type { Locator } from 'playwright-core';
import type { PageElement } from './page-element.ts';
import { ScrolledArea } from './scrolled.ts';
import type { Glimpse } from './scrolled.ts';
import { selectors } from './selectors.ts';
import { waitFor } from './waiting.ts';

interface Line {
  readonly text: string;
}

/** A text that an editor shows: a document, or the output of a channel. */
export class TextArea {
  readonly #editor: Locator;
  readonly #area: ScrolledArea<Line>;

  constructor(editor: Locator) {
    this.#editor = editor;
    this.#area = new ScrolledArea(editor.locator(selectors.editor.lines), () =>
      editor.evaluate(readLines),
    );
  }

  /** The whole text as the screen shows it, scrolling through it. */
  async read(): Promise<string> {
    await this.#editor.locator(selectors.editor.line).first().waitFor();
    const lines = await this.#area.all();
    return lines
      .sort((a, b) => a.top - b.top)
      .map((line) => line.text)
      .join('\n');
  }

  /** Waits until the text is as wanted, and returns it. */
  async waitFor(wanted: RegExp): Promise<string> {
    let seen = '';
    return waitFor(
      `a text that matches ${String(wanted)}`,
      async () => {
        seen = await this.read();
        return wanted.test(seen) ? seen : undefined;
      },
      () => seen,
    );
  }
}

/** Runs inside the page, hence on its own. */
function readLines(editor: PageElement): Glimpse<Line> {
  const container = editor.querySelector('.view-lines');
  if (container === null) return { offset: 0, viewHeight: 0, contentHeight: 0, items: [] };
  const view = editor.getBoundingClientRect();
  const content = container.getBoundingClientRect();
  const items = [...container.querySelectorAll(':scope > .view-line')].map((line) => {
    const box = line.getBoundingClientRect();
    return {
      // The editor draws spaces as no-break spaces.
      text: (line.textContent ?? '').replaceAll('\u00a0', ' '),
      top: Math.round(box.top - content.top),
      height: box.height,
    };
  });
  return {
    offset: view.top - content.top,
    viewHeight: view.height,
    contentHeight: content.height,
    items,
  };
}

/** Editors draw spaces as no-break spaces, and so does a hover with what is not Markdown. */
export function withPlainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
