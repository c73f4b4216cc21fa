import assert from 'node:assert/strict';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { goOn, killHosts } from './deaths/hosts.ts';
import { selectors } from './driver/selectors.ts';
import { accountLabel, clipboardHolds, importAccount, robotToken } from './quay/playground.ts';
import { story } from './quay/story.ts';

const acme = [accountLabel, 'acme-platform'] as const;
const robots = '/api/v1/organization/acme-platform/robots';

const sent = ({ recorder }: Sandbox, method: string, path: string): number =>
  recorder.requests.filter((request) => request.method === method && request.url.startsWith(path))
    .length;

story('a Quay that fails', { suite: 'quay-failures' }, (step) => {
  step('shows a failing branch as a row with a repair, beside working ones', async (playground) => {
    const { window, sandbox } = playground;
    await importAccount(window);
    await window.tree.expand(accountLabel);
    sandbox.quay.faults.add({ kind: 'status', status: 500, path: robots });
    await window.tree.expand(...acme);
    const row = await window.tree.row(...acme, 'Server error');
    assert.equal(
      row.description,
      `Try Again · ${sandbox.quay.hostname} reports a server error (500).`,
    );
    assert.deepEqual(row.icons, ['error']);
    assert.match(row.ariaLabel, /^Error: .*\(500\)\. Enter: Try Again\.$/);
    await window.tree.expand(accountLabel, 'dana');
    await window.screenshot('error-row');
    await window.tree.click(...acme, 'Server error');
    await window.tree.row(...acme, 'ci');
    await window.tree.waitForNoRow(...acme, 'Server error');
    await window.tree.collapse(accountLabel, 'dana');
  });

  step('knows a login page when it sees one', async ({ window, sandbox }) => {
    sandbox.quay.faults.add({ kind: 'login-page', path: robots });
    await window.tree.pickFromMenu(acme, 'Refresh');
    const row = await window.tree.row(...acme, 'Answer not understood');
    assert.match(row.description, /^Edit Account · .* answered with a web page \(status 200\)/);
    await window.screenshot('login-page');
    await window.tree.pickFromMenu(acme, 'Refresh');
    await window.tree.row(...acme, 'ci');
  });

  step('waits out a rate limit', async ({ window, sandbox }) => {
    const fault = sandbox.quay.faults.add({ kind: 'rate-limit', path: robots, times: 2 });
    sandbox.quay.world.addRobot({ namespace: 'acme-platform', shortname: 'latecomer' });
    await window.tree.pickFromMenu(acme, 'Refresh');
    await window.tree.row(...acme, 'latecomer');
    assert.equal(fault.hits, 2);
  });

  step(
    'says that a registry takes no changes, and tries again with what was entered',
    async (playground) => {
      const { window, sandbox } = playground;
      sandbox.quay.settings.readOnly = true;
      await window.tree.clickAction(acme, 'Create Robot…');
      await window.quickInput.answer('Create Robot in acme-platform: Name', 'patient');
      await window.quickInput.answer('Create Robot in acme-platform: Description', 'Waits');
      await window.quickInput.answer('Create Robot in acme-platform: Permissions', '');
      const says = /: 127\.0\.0\.1:\d+ is read-only at the moment and accepts no changes\.$/;
      const { message, severity, buttons } = await window.notifications.waitFor(says);
      assert.deepEqual([severity, buttons], ['error', ['Try Again', 'Show Log']]);
      await window.screenshot('read-only');
      sandbox.quay.settings.readOnly = false;
      sandbox.quay.faults.add({ kind: 'rate-limit', method: 'PUT' });
      await window.notifications.click(message, 'Try Again');
      const busy = await window.notifications.waitFor(/is getting too many requests at the moment/);
      await window.screenshot('rate-limit');
      await window.notifications.click(busy.message, 'Try Again');
      const created = /^acme-platform\+patient was created\./;
      await window.quickInput.chooseFor(created, 'Just Keep It');
      assert.equal(sandbox.quay.world.robots.get('acme-platform+patient')?.description, 'Waits');
      await window.tree.row(...acme, 'patient');
    },
  );

  step('says the words of a server, and links nothing in them', async ({ window, sandbox }) => {
    const words = '[Try this](command:workbench.action.closeWindow) or [that](https://x.test/)';
    const fault = { kind: 'refusal', method: 'PUT', words, times: 1 } as const;
    sandbox.quay.faults.add(fault);
    await window.tree.clickAction(acme, 'Create Robot…');
    await window.quickInput.answer('Create Robot in acme-platform: Name', 'linked');
    await window.quickInput.answer('Create Robot in acme-platform: Description', '');
    await window.quickInput.answer('Create Robot in acme-platform: Permissions', '');
    const { message } = await window.notifications.waitFor(
      /refused this: \[Try this\] ?\(command:/,
    );
    const links = window.page.locator(`${selectors.notification} a[href]`);
    assert.equal(await links.count(), 0);
    await window.screenshot('words');
    await window.notifications.dismiss(message);
    assert.equal(sandbox.quay.world.robots.has('acme-platform+linked'), false);
  });

  step('tells that a robot may have been created, and looks', async ({ window, sandbox }) => {
    sandbox.quay.faults.add({ kind: 'cut-after', method: 'PUT', path: `${robots}/*` });
    await window.tree.clickAction(acme, 'Create Robot…');
    await window.quickInput.answer('Create Robot in acme-platform: Name', 'maybe');
    await window.quickInput.answer('Create Robot in acme-platform: Description', '');
    await window.quickInput.answer('Create Robot in acme-platform: Permissions', '');
    const says =
      `${accountLabel}: The answer from ${sandbox.quay.hostname} was lost: ` +
      'acme-platform+maybe may have been created or not.';
    const { severity, buttons } = await window.notifications.waitFor(says);
    assert.deepEqual([severity, buttons], ['warning', ['Check Now', 'Show Log']]);
    await window.screenshot('lost-create');
    await window.notifications.click(says, 'Check Now');
    const created = /^acme-platform\+maybe was created\./;
    const { message } = await window.notifications.waitFor(created);
    await window.notifications.click(message, 'Copy Token');
    await clipboardHolds(window, robotToken(sandbox, 'acme-platform+maybe'));
    await window.tree.row(...acme, 'maybe');
    assert.equal(sent(sandbox, 'PUT', `${robots}/maybe`), 1);
  });

  for (const { kind, title, found } of [
    {
      kind: 'cut',
      title: 'looks whether a token was replaced, and it was not',
      found: 'acme-platform+spare still has its old token.',
    },
    {
      kind: 'cut-after',
      title: 'looks whether a token was replaced, and it was',
      found: 'acme-platform+spare has a new token; the old one no longer works.',
    },
  ] as const) {
    step(title, async ({ window, sandbox }) => {
      const before = robotToken(sandbox, 'acme-platform+spare');
      const requests = sent(sandbox, 'POST', `${robots}/spare/regenerate`);
      sandbox.quay.faults.add({ kind, method: 'POST' });
      await window.tree.pickFromMenu([...acme, 'spare'], 'Regenerate Token…');
      await window.dialog.waitFor('Regenerate the token of acme-platform+spare?');
      await window.dialog.click('Regenerate');
      const says = /the token of acme-platform\+spare may have been replaced or not\.$/;
      const { message } = await window.notifications.waitFor(says);
      await window.notifications.click(message, 'Check Now');
      await window.notifications.waitFor(found);
      await window.screenshot(`regenerate-${kind}`);
      await window.notifications.dismiss(found);
      assert.equal(robotToken(sandbox, 'acme-platform+spare') === before, kind === 'cut');
      assert.equal(sent(sandbox, 'POST', `${robots}/spare/regenerate`), requests + 1);
    });
  }

  step('cancels the reading of a token', async ({ window, sandbox }) => {
    const fault = sandbox.quay.faults.add({ kind: 'slow', method: 'GET', path: `${robots}/ci` });
    await window.writeClipboard('mine');
    await window.tree.clickAction([...acme, 'ci'], 'Copy Token');
    const progress = 'Reading the token of acme-platform+ci…';
    const { buttons } = await window.notifications.waitFor(progress);
    assert.deepEqual(buttons, ['Cancel']);
    await window.screenshot('progress');
    await window.notifications.click(progress, 'Cancel');
    await window.notifications.waitForNone(progress);
    fault.release();
    assert.deepEqual(await window.notifications.list(), []);
    assert.equal(await window.readClipboard(), 'mine');
  });

  step('tells of a change that was cancelled on its way', async ({ window, sandbox }) => {
    const before = robotToken(sandbox, 'acme-platform+spare');
    const fault = sandbox.quay.faults.add({ kind: 'slow', method: 'POST' });
    await window.tree.pickFromMenu([...acme, 'spare'], 'Regenerate Token…');
    await window.dialog.waitFor('Regenerate the token of acme-platform+spare?');
    await window.dialog.click('Regenerate');
    const progress = /^Regenerating the token of/;
    const { message } = await window.notifications.waitFor(progress);
    await fault.reached;
    await window.notifications.click(message, 'Cancel');
    const says = /the token of acme-platform\+spare may have been replaced or not\.$/;
    const lost = await window.notifications.waitFor(says);
    await window.screenshot('cancelled-change');
    fault.release();
    await window.notifications.click(lost.message, 'Check Now');
    const found = await window.notifications.waitFor(/^acme-platform\+spare (has|still has)/);
    assert.match(found.message, /the old one no longer works/);
    assert.notEqual(robotToken(sandbox, 'acme-platform+spare'), before);
  });

  step('keeps the log free of secrets and lets it be read', async ({ window, sandbox }) => {
    await window.runCommand('Registry Tokens: Show Log');
    const log = await window.output.waitFor(/\[error\]|\[warning\]/);
    assert.match(log, /was lost: acme-platform\+maybe may have been created or not/);
    assert.ok(!log.includes(sandbox.quay.tokens.full.secret));
    await window.screenshot('log');
  });

  // Its processes are looked for in /proc. Ten more deaths are died on demand (`deaths.e2e.ts`).
  if (process.platform !== 'linux') return;
  step('has the new token when its own process died as it was made', async (playground) => {
    const { window, sandbox, workbench } = playground;
    const before = robotToken(sandbox, 'acme-platform+ci');
    const path = `${robots}/ci/regenerate`;
    const held = sandbox.quay.faults.add({ kind: 'slow', method: 'POST', path });
    await window.tree.pickFromMenu([...acme, 'ci'], 'Regenerate Token…');
    await window.dialog.waitFor('Regenerate the token of acme-platform+ci?');
    await window.dialog.click('Regenerate');
    await held.reached;
    killHosts(workbench.home);
    held.release();
    await goOn(playground, [[accountLabel], acme]);
    await window.tree.pickFromMenu([...acme, 'ci'], 'Copy Token');
    await clipboardHolds(window, robotToken(sandbox, 'acme-platform+ci'));
    assert.notEqual(robotToken(sandbox, 'acme-platform+ci'), before);
    assert.equal(sent(sandbox, 'POST', path), 1);
  });
});
