import assert from 'node:assert/strict';
import { oldestVersion } from '../tools/editor/versions.ts';
import { token } from '../unit/jwt/tokens.ts';
import { waitFor } from './driver/index.ts';
import { accountLabel, clipboardHolds, importAccount, robotToken } from './quay/playground.ts';
import { story } from './quay/story.ts';

const acme = [accountLabel, 'acme-platform'] as const;

/** Built-in themes, as the window's class names them. */
const themes = [
  'Light Modern',
  'Dark Modern',
  'Dark High Contrast',
  'Light High Contrast',
] as const;

story('every theme', { suite: 'quay-looks' }, (step) => {
  step('shows how to begin', async ({ window }) => {
    await window.openView();
    await window.tree.welcome();
    for (const theme of themes) {
      await window.switchTheme(theme);
      await window.screenshot(`empty-${theme}`);
    }
  });

  step('shows states by icon, color and words', async ({ window, sandbox }) => {
    await importAccount(window);
    await window.tree.expand(accountLabel);
    sandbox.quay.faults.add({
      kind: 'status',
      status: 503,
      path: '/api/v1/user/robots',
      times: Infinity,
    });
    await window.tree.expand(accountLabel, 'dana');
    await window.tree.expand(...acme);
    await window.tree.expand(...acme, 'ci');
    await window.tree.expand(accountLabel, 'App tokens');
    await window.tree.pickFromMenu([accountLabel, 'App tokens', 'workshop'], 'Set Active Token');
    const { text } = await window.statusBar.waitFor('active');
    assert.equal(text, 'workshop 20 h');
    for (const theme of themes) {
      await window.switchTheme(theme);
      const error = await window.tree.row(accountLabel, 'dana', 'Server error');
      const expired = await window.tree.row(accountLabel, 'App tokens', 'old desktop');
      assert.deepEqual([error.icons, expired.icons], [['error'], ['error']]);
      // High contrast takes the color away; shape and words are left.
      assert.equal(error.iconColor !== '', theme.endsWith('Modern'), theme);
      await window.screenshot(`tree-${theme}`);
      if (theme === 'Dark Modern') {
        await window.picture('tree', { x: 0, y: 30, width: 350, height: 480 });
      }
    }
  });

  step('counts the last seconds of a token in its row as in the status bar', async ({ window }) => {
    const exp = Math.floor(Date.now() / 1000) + 100;
    await window.runCommand('Registry Tokens: Keep Pasted Token…');
    await window.quickInput.answer('Keep Pasted Token', token({ sub: 'passing', exp }));
    await window.quickInput.answer('Keep Pasted Token', 'passing');
    const path = ['Pasted tokens', 'passing'] as const;
    await window.tree.pickFromMenu(path, 'Set Active Token');
    await window.statusBar.waitFor('active', ({ text }) => text.startsWith('passing '));
    // Nobody touches anything: both go on by themselves, and say the same.
    const said = new Set<string>();
    await waitFor(
      'row and status bar to say the same, three times',
      async () => {
        const row = await window.tree.row(...path);
        const item = await window.statusBar.item('active');
        const left = /(\d+ s) left/.exec(row.description)?.[1];
        if (left !== undefined && item?.text === `passing ${left}`) said.add(left);
        return said.size >= 3 ? true : undefined;
      },
      () => [...said],
    );
    await window.screenshot('last-seconds');
  });
});

story(
  `VS Code ${oldestVersion}, the oldest`,
  { suite: 'quay-oldest', version: oldestVersion },
  (step) => {
    step('imports, creates, copies, regenerates and deletes', async (playground) => {
      const { window, sandbox, login } = playground;
      await importAccount(window);
      await window.tree.expand(accountLabel);
      await window.tree.expand(...acme);
      await window.tree.clickAction(acme, 'Create Robot…');
      await window.quickInput.answer('Create Robot in acme-platform: Name', 'veteran');
      await window.quickInput.answer('Create Robot in acme-platform: Description', '');
      await window.quickInput.answer('Create Robot in acme-platform: Permissions', '');
      const created = /^acme-platform\+veteran was created\./;
      await window.quickInput.chooseFor(created, 'Copy Token');
      const robot = 'acme-platform+veteran';
      const before = robotToken(sandbox, robot);
      await clipboardHolds(window, before);
      await window.screenshot('created');
      await window.tree.pickFromMenu([...acme, 'veteran'], 'Regenerate Token…');
      await window.dialog.waitFor(`Regenerate the token of ${robot}?`);
      await window.dialog.click('Regenerate');
      const done = `${robot} has a new token; the old one no longer works.`;
      await window.notifications.click(done, 'Set Active');
      const { text } = await window.statusBar.waitFor('active');
      assert.equal(text, `${robot} never expires`);
      assert.equal(await login(robot, before), 401);
      assert.match(await window.tree.tooltip(...acme, 'ci'), /api \(write\), web \(read\)/);
      await window.screenshot('tooltip');
    });

    step('has it all after a reload, and forgets the robot with its token', async ({ window }) => {
      await window.reload();
      await window.statusBar.waitFor('active');
      await window.openView();
      await window.tree.expand(accountLabel);
      await window.tree.expand(...acme);
      await window.tree.pickFromMenu([...acme, 'veteran'], 'Delete Robot…');
      await window.dialog.click('Delete');
      await window.notifications.waitFor('acme-platform+veteran was deleted.');
      await window.tree.waitForNoRow(...acme, 'veteran');
      await window.statusBar.waitForNone('active');
      await window.screenshot('deleted');
    });
  },
);
