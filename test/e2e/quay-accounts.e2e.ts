import assert from 'node:assert/strict';
import type { Playground } from './quay/playground.ts';
import type { WorkbenchWindow } from './driver/index.ts';
import { accountLabel, importAccount } from './quay/playground.ts';
import { story } from './quay/story.ts';

const address = 'Add Account: Address';
const apiToken = 'Add Account: API token';
const secondLabel = 'Second';

/** Enters what is wrong, waits for what is said of it, and that it still stands in the box. */
async function isRefused(
  window: WorkbenchWindow,
  text: string,
  says: RegExp,
  press: 'typed' | 'entered',
): Promise<void> {
  const { title } = await window.quickInput.waitFor((state) => !state.busy);
  await window.quickInput.fill(text);
  if (press === 'entered') await window.quickInput.accept();
  const state = await window.quickInput.waitFor(
    ({ busy, message, severity }) => !busy && severity === 'error' && says.test(message),
  );
  assert.deepEqual([state.title, state.value], [title, text]);
}

function apiCalls({ sandbox }: Playground): number {
  return sandbox.recorder.requests.filter(({ hasAuthorization }) => hasAuthorization).length;
}

story('accounts of Quay', { suite: 'quay-accounts' }, (step) => {
  step('refuses what is no address of a Quay, and keeps what was typed', async ({ window }) => {
    await importAccount(window);
    await window.tree.clickTitleAction(/^Add Account/);
    await window.quickInput.choose('Add Account', 'Quay');
    const { value, step } = await window.quickInput.waitFor(address);
    assert.equal(value, 'https://quay.io');
    assert.deepEqual(step, [2, 4]);

    await isRefused(window, 'not an address', /This is not the address of a server/, 'typed');
    await isRefused(window, 'ftp://quay.example.test', /not with ftp/, 'typed');
    await isRefused(window, 'https://me:pw@quay.example.test', /Leave the user name/, 'typed');
    await window.screenshot('credentials-in-address');
    const nobody = 'https://127.0.0.1:1';
    await isRefused(window, nobody, /^127\.0\.0\.1:1 cannot be reached: /, 'entered');
    await window.screenshot('nobody-there');

    await window.quickInput.fill('http://quay.example.test');
    await window.quickInput.waitForMessage(/can read what is sent there over plain http/);
    await window.quickInput.accept();
    const { buttons } = await window.dialog.waitFor('Use a connection that is not encrypted?');
    assert.deepEqual(buttons.toSorted(), ['Cancel', 'Do Not Use It', 'Use It Unencrypted']);
    await window.screenshot('plain-http');
    await window.dialog.click('Cancel');
    await window.quickInput.waitFor((state) => state.value === 'http://quay.example.test');
  });

  step(
    'tells a web server from a Quay, behind a certificate it was told to trust',
    async (playground) => {
      const { window, sandbox } = playground;
      await window.quickInput.fill(sandbox.elsewhere.url);
      await window.quickInput.accept();
      const host = new URL(sandbox.elsewhere.url).host;
      const { message, detail, buttons } = await window.dialog.waitFor(/^The certificate of /);
      assert.equal(
        message,
        `The certificate of ${host} is not trusted: nobody this machine trusts has signed it.`,
      );
      assert.match(detail, /Subject: .*\n.*Issued by: .*sandbox CA/);
      assert.match(detail, /SHA-256 fingerprint: ([0-9A-F]{2}:){31}[0-9A-F]{2}/);
      assert.deepEqual(buttons.toSorted(), [
        'Cancel',
        'Choose CA File…',
        'Do Not Trust',
        'Trust This Authority',
        'Trust This Fingerprint',
      ]);
      await window.screenshot('certificate');
      await window.dialog.click('Trust This Authority');
      await window.quickInput.waitForMessage(
        `${host} answers with a web page (status 200), not as a Quay registry.`,
      );
      await window.screenshot('not-quay');
    },
  );

  step(
    'asks anew for another server, and takes an address out of the browser',
    async (playground) => {
      const { window, sandbox } = playground;
      await window.quickInput.fill(`  ${sandbox.quay.url}/organization/acme-platform?tab=robots `);
      await window.quickInput.accept();
      const refused = new RegExp(`^The certificate of ${RegExp.escape(sandbox.quay.hostname)} `);
      await window.dialog.waitFor(refused);
      await window.dialog.click('Cancel');
      await window.quickInput.waitFor((state) => state.severity === 'error');
      await window.quickInput.accept();
      await window.dialog.waitFor(refused);
      await window.dialog.click('Trust This Fingerprint');
      const { step, masked, canGoBack } = await window.quickInput.waitFor(apiToken);
      assert.deepEqual([step, masked, canGoBack], [[3, 4], true, true]);
      await window.screenshot('token');
    },
  );

  step('tells which secret was pasted where the API token belongs', async (playground) => {
    const { window, sandbox } = playground;
    const { world, tokens } = sandbox.quay;
    const robot = world.robots.get('acme-platform+ci')?.token ?? '';
    const before = apiCalls(playground);
    await isRefused(window, robot, /Robots cannot call the API: an OAuth API token/, 'typed');
    await window.screenshot('robot-token');
    const [app] = world.appTokens.values();
    await isRefused(window, app?.code ?? '', /This is an app token/, 'typed');
    assert.equal(apiCalls(playground), before);

    await isRefused(
      window,
      tokens.expired.secret,
      /it is wrong, has expired or was revoked/,
      'entered',
    );
    await window.screenshot('expired-token');
    await isRefused(
      window,
      tokens.repoRead.secret,
      /lacks the scopes? user:(read|admin)/,
      'entered',
    );
    await window.screenshot('missing-scope');
    await isRefused(window, tokens.readOnly.secret, /may change nothing here/, 'entered');
  });

  step('warns of a missing scope and goes on after a second Enter', async ({ window, sandbox }) => {
    await window.quickInput.fill(sandbox.quay.tokens.userAdmin.secret);
    await window.quickInput.accept();
    const { severity } = await window.quickInput.waitForMessage(
      /lacks the scope org:admin: robots of organizations stay closed\. Press Enter again/,
    );
    assert.equal(severity, 'warning');
    await window.screenshot('scope-warning');
  });

  step(
    'goes back with what was entered, and leaves nothing behind when canceled',
    async (playground) => {
      const { window, sandbox } = playground;
      await window.quickInput.back();
      const { value } = await window.quickInput.waitFor(address);
      assert.equal(value, sandbox.quay.url);
      await window.quickInput.cancel();
      assert.deepEqual(
        (await window.tree.rows()).map(({ label }) => label),
        [accountLabel],
      );
    },
  );

  step('adds a second account with a token as it was copied', async ({ window, sandbox }) => {
    await window.runCommand('Registry Tokens: Add Account…');
    await window.quickInput.choose('Add Account', 'Quay');
    await window.quickInput.answer(address, sandbox.quay.url);
    await window.dialog.waitFor(/^The certificate of /);
    await window.dialog.click('Trust This Authority');
    await window.quickInput.answer(apiToken, ` Bearer ${sandbox.quay.tokens.userAdmin.secret}  `);
    await window.quickInput.waitForMessage(/Press Enter again to go on/);
    await window.quickInput.accept();
    const { value, step, canGoBack } = await window.quickInput.waitFor('Add Account: Name');
    assert.equal(value, `dana@${sandbox.quay.hostname}`);
    assert.deepEqual([step, canGoBack], [[4, 4], false]);
    await window.quickInput.fill(` ${accountLabel.toUpperCase()} `);
    await window.quickInput.waitForMessage(/There is already an account named/);
    await window.screenshot('name-taken');
    await window.quickInput.fill(secondLabel);
    await window.quickInput.accept();
    const row = await window.tree.row(secondLabel);
    assert.equal(row.description, 'dana');
    assert.match(
      await window.tree.tooltip(secondLabel),
      /trusted through an authority of your own/,
    );
    await window.screenshot('second-account');
  });

  step('names the missing scope where it is missing', async ({ window }) => {
    await window.tree.expand(secondLabel);
    await window.tree.expand(secondLabel, 'acme-platform');
    const row = await window.tree.row(secondLabel, 'acme-platform', 'Not permitted');
    assert.match(row.description, /^Sign In Again · Listing the robots of acme-platform needs/);
    assert.match(row.description, /org:admin/);
    await window.tree.expand(secondLabel, 'dana');
    await window.screenshot('not-permitted');
    await window.tree.collapse(secondLabel);
  });

  step('revokes tokens of two accounts after one question for both', async (playground) => {
    const { window, sandbox } = playground;
    const { appTokens } = sandbox.quay.world;
    const first = [accountLabel, 'App tokens'] as const;
    const second = [secondLabel, 'App tokens'] as const;
    for (const label of [accountLabel, secondLabel]) {
      await window.tree.expand(label);
      await window.tree.expand(label, 'App tokens');
    }
    await window.tree.click(...first, 'old desktop');
    await window.page.keyboard.down('Control');
    await window.tree.click(...second, 'laptop');
    await window.page.keyboard.up('Control');
    await window.tree.pickFromMenu([...second, 'laptop'], 'Revoke Token…');
    const { detail, buttons } = await window.dialog.waitFor('Revoke 2 tokens of 2 accounts?');
    const [one = '', two = ''] = detail.split('\n\n');
    assert.match(
      one,
      new RegExp(`^${accountLabel}:\n• old desktop · expired 2 h ago · no use recorded\n`),
    );
    assert.match(two, new RegExp(`^${secondLabel}:\n• laptop · never expires · no use recorded\n`));
    assert.deepEqual(buttons.toSorted(), ['Cancel', 'Leave As Is', 'Revoke']);
    await window.screenshot('two-accounts');
    const titles = () => [...appTokens.values()].map(({ title }) => title).sort();
    assert.deepEqual(titles(), ['laptop', 'old desktop', 'workshop']);
    await window.dialog.click('Revoke');
    const done = '2 tokens revoked.';
    await window.notifications.waitFor(done);
    assert.deepEqual(titles(), ['workshop']);
    await window.tree.waitForNoRow(...first, 'old desktop');
    await window.tree.waitForNoRow(...second, 'laptop');
    await window.screenshot('two-accounts-done');
    await window.notifications.dismiss(done);
    for (const label of [accountLabel, secondLabel]) {
      await window.tree.collapse(label, 'App tokens');
      await window.tree.collapse(label);
    }
  });

  step('signs in again after the API token has expired', async ({ window, sandbox }) => {
    const { tokens, world } = sandbox.quay;
    await window.tree.expand(accountLabel);
    const stored = world.apiTokens.get(tokens.full.secret);
    assert.ok(stored);
    world.apiTokens.delete(tokens.full.secret);
    await window.tree.pickFromMenu([accountLabel], 'Refresh');
    const row = await window.tree.row(accountLabel, 'Sign-in expired');
    assert.match(row.description, /^Sign In Again · .* refused the API token/);
    await window.screenshot('sign-in-expired');
    await window.tree.click(accountLabel, 'Sign-in expired');
    const title = `Sign In Again to ${accountLabel}: API token`;
    await window.quickInput.answer(title, tokens.full.secret);
    await window.quickInput.waitForMessage(/does not know this token/);
    await window.quickInput.fill(tokens.everything.secret);
    await window.quickInput.accept();
    await window.tree.row(accountLabel, 'acme-platform');
    await window.tree.waitForNoRow(accountLabel, 'Sign-in expired');
    await window.screenshot('signed-in');
    await window.tree.collapse(accountLabel);
  });

  step('keeps an account whose sign-in has vanished from the machine', async (playground) => {
    const { window, sandbox } = playground;
    // Where code-server seals what extensions keep secret.
    await window.page.evaluate(`localStorage.removeItem('secrets.provider')`);
    await window.reload();
    await window.openView();
    for (const label of [accountLabel, secondLabel]) {
      await window.tree.expand(label);
      const row = await window.tree.row(label, 'Sign-in missing');
      assert.match(row.description, /^Sign In Again · There is no sign-in for this account/);
    }
    await window.screenshot('sign-in-missing');
    await window.tree.click(accountLabel, 'Sign-in missing');
    const title = `Sign In Again to ${accountLabel}: API token`;
    await window.quickInput.answer(title, sandbox.quay.tokens.everything.secret);
    await window.tree.row(accountLabel, 'acme-platform');
    await window.tree.collapse(accountLabel);
    await window.tree.collapse(secondLabel);
  });

  step(
    'edits an account, and never sends its sign-in to another server',
    async ({ window, sandbox }) => {
      await window.tree.pickFromMenu([secondLabel], 'Edit Account…');
      const asked = await window.quickInput.waitFor(`Edit ${secondLabel}: Address`);
      assert.equal(asked.value, sandbox.quay.url);
      const other = sandbox.quay.url.replace('127.0.0.1', 'localhost');
      await window.quickInput.fill(other);
      await window.quickInput.accept();
      await window.dialog.waitFor(/^The certificate of localhost/);
      await window.dialog.click('Trust This Authority');
      sandbox.recorder.clear();
      await window.quickInput.answer(`Edit ${secondLabel}: Name`, 'Renamed');
      await window.quickInput.waitFor('Sign In Again to Renamed: API token');
      assert.ok(sandbox.recorder.requests.every((request) => !request.hasAuthorization));
      await window.quickInput.cancel();
      await window.tree.row(secondLabel);
    },
  );

  step('removes one account and leaves the other', async ({ window }) => {
    await window.tree.pickFromMenu([secondLabel], 'Remove Account…');
    const { detail } = await window.dialog.waitFor(`Remove the account “${secondLabel}”?`);
    assert.match(detail, /Nothing changes in the registry: its tokens go on working/);
    await window.dialog.click('Remove');
    await window.tree.waitForNoRow(secondLabel);
    await window.tree.row(accountLabel);
  });

  step('forgets everything', async ({ window }) => {
    await window.runCommand('Registry Tokens: Forget All Credentials…');
    const { detail } = await window.dialog.waitFor('Forget all credentials?');
    assert.match(
      detail,
      /^All accounts with their sign-ins \(1\) and all kept tokens \(0\) are deleted/,
    );
    await window.screenshot('forget-all');
    await window.dialog.click('Forget All');
    await window.notifications.waitFor(
      'The accounts, sign-ins and tokens that this extension kept are deleted.',
    );
    assert.match(await window.tree.welcome(), /can import were found on this machine/);
    await window.reload();
    await window.openView();
    assert.match(await window.tree.welcome(), /can import were found on this machine/);
    await window.screenshot('forgotten');
  });
});
