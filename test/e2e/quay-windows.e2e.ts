import assert from 'node:assert/strict';
import { waitFor } from './driver/index.ts';
import type { WorkbenchWindow } from './driver/index.ts';
import { accountLabel, importAccount } from './quay/playground.ts';
import { story } from './quay/story.ts';

const acme = [accountLabel, 'acme-platform'] as const;

/**
 * Brings a window to the front, as a person does by clicking on it. The browser of a test tells
 * every page that it has the focus; a page hears here what a real browser would tell it.
 */
async function turnTo(window: WorkbenchWindow): Promise<void> {
  await window.page.bringToFront();
  for (const focus of [true, false, true]) {
    await window.page.evaluate(`document.hasFocus = () => ${String(focus)}`);
    await window.page.evaluate(`dispatchEvent(new Event('${focus ? 'focus' : 'blur'}'))`);
  }
}

/** Turns to a window, and again while what another has stored is still on its way to it. */
async function turnUntil(
  window: WorkbenchWindow,
  what: string,
  look: () => Promise<boolean>,
): Promise<void> {
  await waitFor(what, async () => {
    await turnTo(window);
    return (await look()) ? true : undefined;
  });
}

story('two windows of one editor', { suite: 'quay-windows' }, (step) => {
  let second: WorkbenchWindow;

  step('shows an account that another window has added', async ({ window, workbench }) => {
    await window.openView();
    await window.tree.welcome();
    second = await workbench.openWindow();
    await second.openView();
    assert.match(await second.tree.welcome(), /can import were found on this machine/);

    await turnTo(window);
    await importAccount(window);
    await turnUntil(second, 'the account in the second window', () =>
      second.page.getByRole('treeitem', { name: /^Sandbox Quay, Quay account/ }).isVisible(),
    );
    const row = await second.tree.row(accountLabel);
    assert.equal(row.description, 'dana');
    await second.screenshot('account-in-the-second');
    // In a browser, VS Code reads its secrets once for each window.
    await second.reload();
    await second.openView();
    await second.tree.expand(accountLabel);
    await second.tree.expand(...acme);
    await second.tree.row(...acme, 'ci');
  });

  step('knows a token that another window keeps', async ({ window }) => {
    assert.ok(!(await second.tree.menu(...acme, 'ci')).includes('Forget Token'));
    await turnTo(window);
    await window.tree.expand(accountLabel);
    await window.tree.expand(...acme);
    await window.tree.pickFromMenu([...acme, 'ci'], 'Set Active Token');
    await window.statusBar.waitFor('active');

    await turnUntil(second, 'the held token in the second window', async () =>
      (await second.tree.menu(...acme, 'ci')).includes('Forget Token'),
    );
    assert.match(await second.tree.tooltip(...acme, 'ci'), /Secret: kept on this machine/);
    await second.screenshot('token-in-the-second');
    // What is held is a matter of the machine, what is active one of the window.
    await second.statusBar.waitForNone('active');
  });

  step('sees a token end that another window has deleted', async ({ window, sandbox }) => {
    await second.tree.pickFromMenu([...acme, 'ci'], 'Delete Robot…');
    await second.dialog.waitFor('Delete the robot acme-platform+ci?');
    await second.dialog.click('Delete');
    await second.notifications.waitFor('acme-platform+ci was deleted.');
    assert.equal(sandbox.quay.world.robots.has('acme-platform+ci'), false);

    await turnUntil(
      window,
      'the end of the active token',
      async () => (await window.statusBar.item('active')) === undefined,
    );
  });

  step('forgets everything for both', async ({ window }) => {
    await second.runCommand('Registry Tokens: Forget All Credentials…');
    await second.dialog.waitFor('Forget all credentials?');
    await second.dialog.click('Forget All');
    await second.notifications.waitFor(
      'The accounts, sign-ins and tokens that this extension kept are deleted.',
    );
    assert.match(await second.tree.welcome(), /can import were found on this machine/);

    await turnUntil(window, 'the empty view', () =>
      window.page.getByRole('button', { name: 'Import Accounts' }).isVisible(),
    );
    await window.screenshot('forgotten-in-the-first');
    await window.reload();
    await window.openView();
    assert.match(await window.tree.welcome(), /can import were found on this machine/);
  });
});
