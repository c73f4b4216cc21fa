import type { Locator, Page } from 'playwright-core';
import { contextMenuItems, openSubmenu, pickFromContextMenu } from './context-menu.ts';
import { glimpseRows } from './rows.ts';
import type { Row } from './rows.ts';
import { ScrolledArea } from './scrolled.ts';
import type { Placed } from './scrolled.ts';
import { selectors } from './selectors.ts';
import { withPlainSpaces } from './text-area.ts';
import { ignoreTimeout, matches, waitFor } from './waiting.ts';
import type { Matcher } from './waiting.ts';

/** Labels from a root of the tree down to the row. */
export type RowPath = readonly [Matcher, ...Matcher[]];

/** A click that does not succeed so soon was aimed at a row that has moved; in milliseconds. */
const aim = 2_000;

/** A tree view. Rows are named by the labels on the way to them, which must be unfolded. */
export class Tree {
  readonly #page: Page;
  readonly #tree: Locator;
  readonly #area: ScrolledArea<Row>;

  /** @param name the view's name, as package.json gives it */
  constructor(page: Page, name: string) {
    this.#page = page;
    this.#tree = page.locator(`${selectors.tree.view}[aria-label="${name}"]`);
    this.#area = new ScrolledArea(this.#tree.locator(selectors.list.rows), () =>
      glimpseRows(this.#tree),
    );
  }

  /** All unfolded rows, from the top to the bottom. */
  async rows(): Promise<Row[]> {
    await this.#tree.waitFor();
    return this.#area.all();
  }

  /** Waits for a row, scrolls to it and returns what it shows. */
  async row(...path: RowPath): Promise<Row & Placed> {
    await this.#tree.waitFor();
    return waitFor(
      `the row ${describe(path)}`,
      async () => {
        let found: (Row & Placed) | undefined;
        await this.#area.scrollUntil((rows) => (found = findRow(rows, path)) !== undefined);
        if (found !== undefined) await this.#area.show(found);
        return found;
      },
      async () => (await this.rows()).map(summary),
    );
  }

  /** Waits until a row shows what is wanted. */
  async waitForRow(path: RowPath, wanted: (row: Row) => boolean): Promise<Row> {
    return waitFor(
      `the row ${describe(path)} to be as wanted: ${String(wanted)}`,
      async () => {
        const row = findRow(await this.rows(), path);
        return row !== undefined && wanted(row) ? row : undefined;
      },
      async () => (await this.rows()).map(summary),
    );
  }

  /** Waits until there is no such row. */
  async waitForNoRow(...path: RowPath): Promise<void> {
    await waitFor(`no row ${describe(path)}`, async () =>
      findRow(await this.rows(), path) === undefined ? true : undefined,
    );
  }

  /** The rows directly below one. */
  async children(...path: RowPath): Promise<Row[]> {
    const rows = await this.rows();
    const parent = findRow(rows, path);
    if (parent === undefined) return [];
    const after = rows.slice(rows.indexOf(parent) + 1);
    const end = after.findIndex((row) => row.level <= parent.level);
    return after
      .slice(0, end === -1 ? undefined : end)
      .filter((row) => row.level === parent.level + 1);
  }

  /** Unfolds a row and waits for its first child. */
  async expand(...path: RowPath): Promise<void> {
    await waitFor(
      `${describe(path)} to be unfolded`,
      async () => {
        if ((await this.children(...path)).length > 0) return true;
        await this.#turn(path, 'no');
        return undefined;
      },
      async () => (await this.rows()).map(summary),
    );
  }

  /** Folds a row. */
  async collapse(...path: RowPath): Promise<void> {
    await waitFor(`${describe(path)} to be folded`, async () =>
      (await this.#turn(path, 'yes')) ? undefined : true,
    );
  }

  /** Clicks a row, which selects it. */
  async click(...path: RowPath): Promise<void> {
    await this.#act(path, (locator, options) =>
      locator.locator('.label-name').first().click(options),
    );
  }

  /** Clicks a button in a row, by its name. */
  async clickAction(path: RowPath, name: Matcher): Promise<void> {
    await this.#act(path, async (locator, options) => {
      await locator.hover(options);
      await locator.getByRole('button', { name }).click(options);
    });
  }

  /** Opens a row's context menu and returns the names of its items; leaves the menu closed. */
  async menu(...path: RowPath): Promise<string[]> {
    await this.#openMenu(path);
    const items = await contextMenuItems(this.#page);
    await this.#page.keyboard.press('Escape');
    await this.#page.locator(selectors.contextMenu).waitFor({ state: 'hidden' });
    return items;
  }

  /** Opens a row's context menu and clicks an item, in a menu within it where one is named. */
  async pickFromMenu(path: RowPath, item: Matcher, submenu?: string): Promise<void> {
    await this.#openMenu(path);
    if (submenu !== undefined) await openSubmenu(this.#page, submenu);
    await pickFromContextMenu(this.#page, item);
  }

  /** Rests the mouse on a row until its hover shows, and returns the hover's text. */
  async tooltip(...path: RowPath): Promise<string> {
    const hover = this.#page.locator(selectors.hover);
    await this.#page.mouse.move(0, 0);
    await hover.first().waitFor({ state: 'hidden' });
    await this.#act(path, (locator, options) =>
      locator.locator('.label-name').first().hover(options),
    );
    return waitFor(`the hover of ${describe(path)}`, async () => {
      if (!(await hover.first().isVisible())) return undefined;
      const text = withPlainSpaces(await hover.first().innerText()).trim();
      // What VS Code shows until the extension has answered.
      return text === 'Loading...' ? undefined : text;
    });
  }

  /** Gives the tree the keyboard. */
  async focus(): Promise<void> {
    await this.#tree.focus();
  }

  /** What the view says in place of rows while it is empty. */
  async welcome(): Promise<string> {
    const welcome = this.#page.locator(selectors.sideBar).locator(selectors.tree.welcome).first();
    await welcome.waitFor();
    return (await welcome.innerText()).trim();
  }

  /** Clicks a button or link of the text that an empty view shows. */
  async clickWelcome(name: Matcher): Promise<void> {
    const welcome = this.#page.locator(selectors.sideBar).locator(selectors.tree.welcome).first();
    const target = welcome
      .getByRole('button', { name })
      .or(welcome.getByRole('link', { name }))
      .first();
    await target.click();
  }

  /** Clicks a button in the view's title, by its name. */
  async clickTitleAction(name: Matcher): Promise<void> {
    await this.#page.locator(selectors.sideBar).hover();
    await this.#page
      .locator(selectors.sideBar)
      .locator('.title-actions')
      .getByRole('button', { name })
      .click();
  }

  /**
   * Clicks a row's twistie if it stands as told. VS Code turns it at once, so one that stands so
   * again has lost the click, or was turned back: a tree that is refreshed in that moment does both.
   * @returns whether there was anything to turn
   */
  async #turn(path: RowPath, from: 'yes' | 'no'): Promise<boolean> {
    const { expanded } = await this.row(...path);
    if (expanded !== from) return false;
    await this.#act(path, (locator, options) =>
      locator.locator(selectors.tree.twistie).click(options),
    );
    return true;
  }

  /** Opens a row's context menu, once more where the click was lost to a tree drawn anew. */
  async #openMenu(path: RowPath): Promise<void> {
    const menu = this.#page.locator(selectors.contextMenu);
    await waitFor(`the menu of ${describe(path)}`, async () => {
      await this.#act(path, async (locator, options) => {
        // A click that took too long may have opened it all the same, and then it is in the way.
        if (await menu.isVisible()) return;
        const label = locator.locator('.label-name').first();
        await label.click({ button: 'right', ...options });
      });
      return menu.waitFor({ timeout: aim }).then(() => true, ignoreTimeout);
    });
  }

  /** Acts on a row; aims again when the tree has moved under the mouse. */
  async #act(
    path: RowPath,
    action: (row: Locator, options: { timeout: number }) => Promise<void>,
  ): Promise<void> {
    await waitFor(`an action on ${describe(path)}`, async () => {
      const row = await this.row(...path);
      const locator = this.#tree
        .locator(`${selectors.list.row}[data-index="${row.index}"][aria-level="${row.level}"]`)
        .filter({ hasText: row.label });
      return action(locator, { timeout: aim }).then(() => true, ignoreTimeout);
    });
  }
}

/** Finds a row by its path among all rows from the top. */
function findRow<T extends Row>(rows: readonly T[], path: RowPath): T | undefined {
  const ancestors: T[] = [];
  for (const row of rows) {
    ancestors.length = row.level - 1;
    ancestors.push(row);
    const fits =
      row.level === path.length &&
      path.every((label, depth) => {
        const at = ancestors[depth];
        return at !== undefined && matches(at.label, label);
      });
    if (fits) return row;
  }
  return undefined;
}

function describe(path: RowPath): string {
  return path.map(String).join(' › ');
}

function summary(row: Row): string {
  return `${'  '.repeat(row.level - 1)}${row.label} ${row.description}`.trimEnd();
}
