import type { Locator } from 'playwright-core';
import type { PageElement } from './page-element.ts';
import type { Glimpse } from './scrolled.ts';

/** A row of a tree or of a list, as the screen shows it. */
export interface Row {
  /** The position among all rows that are unfolded, from 0. */
  readonly index: number;
  readonly label: string;
  /** The paler text after the label; empty without one. */
  readonly description: string;
  /** The second line of a quick pick's row; empty without one. */
  readonly detail: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** Depth in a tree, from 1. */
  readonly level: number;
  readonly expanded: 'yes' | 'no' | 'never';
  readonly selected: boolean;
  /** Names of the codicons in front of and in the label, like `key`. */
  readonly icons: readonly string[];
  /** Color of the first icon as CSS, empty without one of its own. */
  readonly iconColor: string;
  /** Names of the buttons in the row; the screen shows them while the mouse is over it. */
  readonly actions: readonly string[];
  readonly checked: boolean;
}

/**
 * Reads the rendered rows of a list.
 * @param list its `.monaco-list`
 */
export async function glimpseRows(list: Locator): Promise<Glimpse<Row>> {
  return list.evaluate(readRows);
}

/** Runs inside the page, hence on its own. */
function readRows(list: PageElement): Glimpse<Row> {
  const text = (element: PageElement | null | undefined): string =>
    (element?.textContent ?? '').trim();
  const container = list.querySelector('.monaco-list-rows');
  if (container === null) return { offset: 0, viewHeight: 0, contentHeight: 0, items: [] };
  const view = list.getBoundingClientRect();
  const content = container.getBoundingClientRect();
  const items = [];
  for (const row of container.querySelectorAll(':scope > .monaco-list-row')) {
    const box = row.getBoundingClientRect();
    const names = [...row.querySelectorAll('.label-name')];
    const icons = [
      ...row.querySelectorAll('.custom-view-tree-node-item-icon, .label-name .codicon'),
    ];
    const expanded = row.getAttribute('aria-expanded');
    items.push({
      index: Number(row.getAttribute('data-index')),
      label: text(names[0]),
      description: text(row.querySelector('.label-description')),
      detail: text(row.querySelector('.quick-input-list-label-meta .label-name')),
      ariaLabel: row.getAttribute('aria-label') ?? '',
      level: Number(row.getAttribute('aria-level') ?? 1),
      expanded: expanded === null ? 'never' : expanded === 'true' ? 'yes' : 'no',
      selected: row.getAttribute('aria-selected') === 'true',
      icons: icons.flatMap((icon) => /codicon-([\w-]+)/.exec(icon.className)?.[1] ?? []),
      iconColor: icons[0]?.style.color ?? '',
      actions: [...row.querySelectorAll('.actions-container [role="button"]')].map(
        (action) => action.getAttribute('aria-label') ?? '',
      ),
      checked: row.querySelector('[aria-checked="true"]') !== null,
      top: box.top - content.top,
      height: box.height,
    } satisfies Row & { top: number; height: number });
  }
  return {
    offset: view.top - content.top,
    viewHeight: view.height,
    contentHeight: content.height,
    items: items.sort((a, b) => a.index - b.index),
  };
}
