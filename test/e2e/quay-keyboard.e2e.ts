import assert from 'node:assert/strict';
import { waitFor } from './driver/index.ts';
import type { Matcher, WorkbenchWindow } from './driver/index.ts';
import { inspectorShowing } from './inspector-frame.ts';
import { accountLabel, clipboardHolds, robotToken } from './quay/playground.ts';
import { story } from './quay/story.ts';

/** What the keyboard is on: the focused row of a tree or list, or the focused button. */
const focused = `(() => {
  const element = document.activeElement;
  const id = element?.getAttribute('aria-activedescendant');
  const target = (id && document.getElementById(id)) || element;
  return target?.getAttribute('aria-label') ?? target?.textContent ?? '';
})()`;

/** Counts what no keyboard does. */
const countMouse = `
  globalThis.mouseEvents = 0;
  for (const type of ['mousedown', 'pointerdown', 'wheel', 'touchstart']) {
    addEventListener(type, () => (globalThis.mouseEvents += 1), { capture: true });
  }
`;

async function isOn(window: WorkbenchWindow, what: RegExp): Promise<string> {
  return waitFor(
    `the keyboard to be on ${String(what)}`,
    async () => {
      const label = await window.page.evaluate<string>(focused);
      return what.test(label) ? label : undefined;
    },
    () => window.page.evaluate(focused),
  );
}

/** Presses an arrow key until the keyboard is on a row, as a person does who looks at the screen. */
async function arrowTo(window: WorkbenchWindow, row: RegExp, key = 'ArrowDown'): Promise<void> {
  const label = (): Promise<string> => window.page.evaluate<string>(focused);
  let pressed = { on: '', at: -Infinity };
  await waitFor(
    `${key} to lead to ${String(row)}`,
    async () => {
      const on = await label();
      if (row.test(on)) return true;
      // The editor moves a moment after the key; pressed again too soon, it would go past the row.
      const now = performance.now();
      if (on !== pressed.on || now - pressed.at > repeat) {
        pressed = { on, at: now };
        await window.press(key);
      }
      return undefined;
    },
    label,
  );
}

const focusTitle = 'Registry Tokens: Focus on Registry Tokens View';

/** A key that has moved nothing for so long was not heard; in milliseconds. */
const repeat = 1_000;

async function command(window: WorkbenchWindow, title: string): Promise<void> {
  await window.press('F1');
  await window.quickInput.waitFor((state) => state.value === '>');
  await window.page.keyboard.type(title);
  await waitFor(`the palette to find ${title}`, async () => {
    const items = await window.quickInput.visibleItems();
    return items.some(({ label }) => label.startsWith(title)) ? true : undefined;
  });
  await arrowTo(window, new RegExp(`^${RegExp.escape(title)}`));
  await window.press('Enter');
}

async function answer(window: WorkbenchWindow, title: Matcher, text: string): Promise<void> {
  await window.quickInput.waitFor(title);
  await window.page.keyboard.type(text);
  await window.quickInput.waitFor((state) => state.value === text);
  await window.press('Enter');
}

/** Opens the menu of the row that the keyboard is on and walks to an item, or one further in. */
async function fromMenu(window: WorkbenchWindow, item: RegExp, submenu?: RegExp): Promise<void> {
  await window.press('Shift+F10');
  if (submenu !== undefined) {
    await arrowTo(window, submenu);
    await window.press('ArrowRight');
  }
  await arrowTo(window, item);
  await window.press('Enter');
}

story('everything by keyboard alone', { suite: 'quay-keyboard' }, (step) => {
  step('imports the offered account', async ({ window }) => {
    await window.page.evaluate(countMouse);
    const title = 'Registry Tokens: Import Accounts…';
    await waitFor('the offer', async () =>
      (await window.offersCommand(title)) ? true : undefined,
    );
    await command(window, title);
    await window.dialog.waitFor(`Import the account “${accountLabel}”?`);
    await isOn(window, /^Import$/);
    await window.press('Enter');
    await isOn(window, /^(?!Import$)/);
    // It leads to the account, in a view that was not open, and takes no key from who goes on.
    await window.press('F1');
    await window.page.keyboard.type(focusTitle);
    await window.tree.row(accountLabel);
    await waitFor('the account to be led to', async () =>
      (await window.tree.row(accountLabel)).selected ? true : undefined,
    );
    await window.quickInput.waitFor((state) => state.value === `>${focusTitle}`);
    await window.screenshot('imported');
    await arrowTo(window, new RegExp(`^${focusTitle}`));
    await window.press('Enter');
    await arrowTo(window, /^Sandbox Quay, Quay account, user dana/);
  });

  step('walks the tree by arrow keys', async ({ window }) => {
    await window.press('ArrowRight');
    await window.tree.row(accountLabel, 'acme-platform');
    await arrowTo(window, /^acme-platform, organization, admin/);
    await window.press('ArrowRight');
    await window.tree.row(accountLabel, 'acme-platform', 'ci');
    await arrowTo(window, /^ci, robot, used 2026-08-03/);
    await window.screenshot('on-a-robot');
  });

  step('copies a token out of the menu of its row', async ({ window, sandbox }) => {
    await window.press('Shift+F10');
    await arrowTo(window, /^Copy Token$/);
    await window.screenshot('menu');
    await window.press('Enter');
    await clipboardHolds(window, robotToken(sandbox, 'acme-platform+ci'));
  });

  step(
    'has a key for what is done daily, on the row that it is pressed on',
    async ({ window, sandbox }) => {
      await command(window, focusTitle);
      await arrowTo(window, /^acme-platform, organization, admin/, 'ArrowUp');
      await window.press('Control+c');
      await clipboardHolds(window, 'acme-platform');
      await arrowTo(window, /^ci, robot, used 2026-08-03/);
      await window.press('Control+c');
      await clipboardHolds(window, robotToken(sandbox, 'acme-platform+ci'));
      await window.press('ArrowRight');
      await window.tree.row(accountLabel, 'acme-platform', 'ci', 'Robot token');
      await arrowTo(window, /^Robot token/);
      await window.press('Enter');
      await window.page.getByRole('tab', { name: 'acme-platform+ci' }).waitFor();
      await inspectorShowing(window, 'acme-platform+ci');
      // It is shown, and the keyboard is where it was.
      await window.screenshot('glanced-at');
      await isOn(window, /^Robot token/);
      await arrowTo(window, /^Sandbox Quay, Quay account/, 'Home');
      await window.press('F2');
      await answer(window, 'Rename Sandbox Quay', accountLabel);
      await isOn(window, /^Sandbox Quay, Quay account/);
      await window.press('Control+f');
      await window.quickInput.waitFor('Filter Rows');
      await window.press('Escape');
      await window.quickInput.waitForClosed();
    },
  );

  step('creates a robot, and back and forth in its wizard', async ({ window, sandbox }) => {
    const { tokens, world } = sandbox.quay;
    const scopes = new Set([...tokens.full.scopes, 'repo:admin'] as const);
    world.apiTokens.set(tokens.full.secret, { ...tokens.full, scopes });
    await command(window, focusTitle);
    await arrowTo(window, /^acme-platform, organization, admin/);
    await fromMenu(window, /^Create Robot/);
    await answer(window, 'Create Robot in acme-platform: Name', 'typed');
    await window.quickInput.waitFor('Create Robot in acme-platform: Description');
    await arrowTo(window, /^Back/, 'Shift+Tab');
    await window.press('Enter');
    const { value } = await window.quickInput.waitFor('Create Robot in acme-platform: Name');
    assert.equal(value, 'typed');
    await window.press('Enter');
    await answer(window, 'Create Robot in acme-platform: Description', 'By keyboard');
    await answer(window, 'Create Robot in acme-platform: Permissions', 'read api');
    const created = 'acme-platform+typed was created. It may read api.';
    await window.quickInput.waitFor(({ placeholder }) => placeholder === created);
    await window.tree.row(accountLabel, 'acme-platform', 'typed');
    await isOn(window, /^Copy Token$/);
    await window.screenshot('last-step');
    await window.press('Enter');
    await clipboardHolds(window, robotToken(sandbox, 'acme-platform+typed'));
  });

  step('gives it a permission, on the repository that is typed', async ({ window, sandbox }) => {
    await command(window, focusTitle);
    await arrowTo(window, /^typed, /);
    await fromMenu(window, /^Set Permissions/, /^Access$/);
    const title = 'Set Permissions of acme-platform+typed';
    await answer(window, `${title}: Role`, 'write');
    await window.quickInput.waitFor(`${title}: Repositories`);
    await window.page.keyboard.type('web');
    await window.quickInput.waitForFirst('web');
    await window.press('Enter');
    await window.dialog.waitFor('Change a permission of acme-platform+typed?');
    await isOn(window, /^Leave As Is$/);
    await window.press('Tab');
    await isOn(window, /^Set$/);
    await window.press('Enter');
    const done = 'acme-platform+typed has its new permission on web: write.';
    await window.notifications.waitFor(done);
    const { repositories } = sandbox.quay.world;
    assert.equal(repositories.get('acme-platform/web')?.grants.get('acme-platform+typed'), 'write');
  });

  step('regenerates a token from the palette, level by level', async ({ window, sandbox }) => {
    const before = robotToken(sandbox, 'acme-platform+typed');
    await command(window, 'Registry Tokens: Regenerate Token');
    await answer(window, 'Regenerate Token', 'acme');
    await window.quickInput.waitFor(({ placeholder }) => placeholder.includes('in acme-platform'));
    await answer(window, 'Regenerate Token', 'typed');
    await window.dialog.waitFor('Regenerate the token of acme-platform+typed?');
    // What Enter would press leaves everything as it is.
    await isOn(window, /^Leave As Is$/);
    await window.press('Tab');
    await isOn(window, /^Regenerate$/);
    await window.press('Enter');
    await window.notifications.waitFor(
      'acme-platform+typed has a new token; the old one no longer works.',
    );
    assert.notEqual(robotToken(sandbox, 'acme-platform+typed'), before);
  });

  step('sets a token active and reaches what can be done with it', async ({ window }) => {
    await command(window, 'Registry Tokens: Set Active Token');
    await window.quickInput.waitFor('Set Active Token');
    await answer(window, 'Set Active Token', 'typed');
    const { text } = await window.statusBar.waitFor('active');
    assert.equal(text, 'acme-platform+typed never expires');
    await command(window, 'Registry Tokens: Active Token');
    await window.quickInput.waitFor('acme-platform+typed');
    await window.screenshot('active');
    await window.press('Escape');
    await window.quickInput.waitForClosed();
  });

  step('deletes the robot', async ({ window, sandbox }) => {
    await command(window, focusTitle);
    await arrowTo(window, /^acme-platform, organization, admin/, 'ArrowUp');
    await arrowTo(window, /^typed, /);
    await fromMenu(window, /^Delete Robot/);
    await window.dialog.waitFor('Delete the robot acme-platform+typed?');
    await window.press('Escape');
    await waitFor('the dialog to close', async () =>
      (await window.dialog.state()) === undefined ? true : undefined,
    );
    assert.ok(sandbox.quay.world.robots.has('acme-platform+typed'));
    await command(window, focusTitle);
    await isOn(window, /^typed, /);
    // The row above alone is selected when the key is pressed on this one.
    await window.press('Control+Shift+Enter');
    await window.press('ArrowUp');
    await window.press('Control+Shift+Enter');
    await arrowTo(window, /^typed, /);
    await window.press('Delete');
    await window.dialog.waitFor('Delete the robot acme-platform+typed?');
    await isOn(window, /^Leave As Is$/);
    await window.press('Tab');
    await isOn(window, /^Delete$/);
    await window.press('Enter');
    await window.notifications.waitFor('acme-platform+typed was deleted.');
    await window.statusBar.waitForNone('active');
  });

  step('repairs an error row with Enter', async ({ window, sandbox }) => {
    sandbox.quay.faults.add({ kind: 'status', status: 500, path: '/api/v1/user/robots' });
    await command(window, focusTitle);
    await arrowTo(window, /^Sandbox Quay, Quay account/, 'Home');
    await arrowTo(window, /^dana, user, you/);
    await window.press('ArrowRight');
    await window.tree.row(accountLabel, 'dana', 'Server error');
    await arrowTo(window, /^Error: .* Enter: Try Again\.$/);
    await window.screenshot('error-row');
    await window.press('Enter');
    await window.tree.row(accountLabel, 'dana', 'laptop');
  });

  step('did all of that without a mouse', async ({ window }) => {
    assert.equal(await window.page.evaluate('globalThis.mouseEvents'), 0);
    assert.equal(await window.page.evaluate(`(dispatchEvent(new Event('wheel')), mouseEvents)`), 1);
  });
});
