import type { Page } from 'playwright-core';
import { selectors } from './selectors.ts';
import { ignoreTimeout, waitFor } from './waiting.ts';
import type { Matcher } from './waiting.ts';

/** The names of the items of the open context menu. */
export async function contextMenuItems(page: Page): Promise<string[]> {
  const items = page.locator(selectors.contextMenu).getByRole('menuitem');
  await items.first().waitFor();
  return (await items.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
}

/** Opens a menu within the open context menu. */
export async function openSubmenu(page: Page, name: string): Promise<void> {
  const item = page.locator(selectors.contextMenu).getByRole('menuitem', { name, exact: true });
  await item.hover();
  await waitFor(`the menu ${name} to open`, async () => {
    if ((await item.getAttribute('aria-expanded')) === 'true') return true;
    await item.click({ timeout: 500 }).catch(ignoreTimeout);
    return undefined;
  });
}

/**
 * Clicks an item of the open context menu. A menu takes no click in its first moment, lest the
 * click that opened it picks an item, so this clicks until the menu closes.
 */
export async function pickFromContextMenu(page: Page, name: Matcher): Promise<void> {
  const menu = page.locator(selectors.contextMenu);
  const item = menu.getByRole('menuitem', { name, exact: true }).last();
  await item.waitFor();
  await waitFor(`the menu to take a click on ${String(name)}`, async () => {
    // A menu within it has a container of its own.
    if (!(await menu.first().isVisible())) return true;
    await item.click({ timeout: 500 }).catch(ignoreTimeout);
    return undefined;
  });
}
