import assert from 'node:assert/strict';
import { FEDERATED_SUBJECT } from '../sandbox/sandbox.ts';
import { waitFor } from './driver/index.ts';
import { accountLabel, clipboardHolds, importAccount } from './quay/playground.ts';
import { story } from './quay/story.ts';

const acme = [accountLabel, 'acme-platform'] as const;
const ci = [...acme, 'ci'] as const;
const issuers = [...ci, 'Trusted issuers'] as const;
const exchanged = [...ci, 'acme-platform+ci (exchanged)'] as const;
const item = 'active';

const options = { suite: 'quay-keyless', settings: { 'registryTokens.warnBefore': '2d' } };

story('keyless robots and the active token', options, (step) => {
  /** What came out of the exchange. */
  let token = '';

  step('lists the issuers that a robot trusts', async ({ window, sandbox }) => {
    await importAccount(window);
    await window.tree.expand(accountLabel);
    await window.tree.expand(...acme);
    await window.tree.expand(...ci);
    await window.tree.expand(...issuers);
    const rows = await window.tree.children(...issuers);
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['https://token.actions.example.test', 'repo:acme/api:ref:refs/heads/main'],
        [sandbox.oidc.issuer, FEDERATED_SUBJECT],
      ],
    );
    await window.screenshot('issuers');
  });

  step('judges an issuer and its subject while they are typed', async ({ window }) => {
    await window.tree.clickAction(issuers, 'Add Keyless Issuer…');
    const { step } = await window.quickInput.waitFor('Add Issuer to acme-platform+ci: Issuer');
    assert.deepEqual(step, [1, 2]);
    const faults: readonly [issuer: string, says: RegExp][] = [
      ['gitlab.example.test', /begins with https:/],
      ['https://me@gitlab.example.test', /no user name and password/],
      ['https://gitlab.example.test/.well-known/openid-configuration', /Leave out \/\.well-known/],
      ['https://gitlab.example.test?tenant=1', /no query/],
    ];
    for (const [issuer, says] of faults) {
      await window.quickInput.fill(issuer);
      const { severity } = await window.quickInput.waitForMessage(says);
      assert.equal(severity, 'error', issuer);
    }
    await window.quickInput.fill('http://gitlab.example.test');
    const { severity } = await window.quickInput.waitForMessage(/refuses to exchange its tokens/);
    assert.equal(severity, 'warning');
    await window.screenshot('issuer-warning');
  });

  step('adds an issuer and removes it again', async ({ window, sandbox }) => {
    const subject = 'project_path:acme/api:ref_type:branch:ref:main';
    const issuer = 'https://gitlab.example.test';
    await window.quickInput.answer('Add Issuer to acme-platform+ci: Issuer', issuer);
    await window.quickInput.answer('Add Issuer to acme-platform+ci: Subject', subject);
    await window.notifications.waitFor(`acme-platform+ci trusts ${issuer} as ${subject} now.`);
    const row = await window.tree.waitForRow([...issuers, issuer], ({ selected }) => selected);
    assert.equal(row.description, subject);
    const robot = sandbox.quay.world.robots.get('acme-platform+ci');
    assert.equal(robot?.federation.length, 3);
    await window.screenshot('added');

    await window.tree.pickFromMenu([...issuers, issuer], 'Remove Keyless Issuer…');
    const { detail } = await window.dialog.waitFor(
      `Remove the subject ${subject} of ${issuer} from those that acme-platform+ci trusts?`,
    );
    assert.match(detail, /can no longer exchange its tokens for the robot’s/);
    await window.dialog.click('Remove');
    await window.tree.waitForNoRow(...issuers, issuer);
    await window.notifications.dismiss(
      `acme-platform+ci no longer trusts ${subject} of ${issuer}.`,
    );
    await window.notifications.dismiss(`acme-platform+ci trusts ${issuer} as ${subject} now.`);
    assert.equal(robot.federation.length, 2);
    await window.tree.collapse(...issuers);
  });

  step('tells what is wrong with an OIDC token before it is sent', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu(ci, 'Exchange OIDC Token…', 'Access');
    const title = 'Exchange Token for acme-platform+ci: OIDC token';
    const { masked } = await window.quickInput.waitFor(title);
    assert.equal(masked, true);
    const { oidc } = sandbox;
    const faults: readonly [token: string, says: RegExp][] = [
      ['not.a.token', /This is not an OIDC token/],
      [await oidc.mint({ sub: 'somebody else' }), /not the token’s subject, somebody else/],
      [await oidc.mint({ sub: FEDERATED_SUBJECT, iss: 'https://x.test' }), /x\.test/],
      [await oidc.mint({ sub: FEDERATED_SUBJECT, lifetime: -60 }), /has expired/],
    ];
    for (const [token, says] of faults) {
      await window.quickInput.fill(token);
      const { severity } = await window.quickInput.waitForMessage(says);
      assert.equal(severity, 'error', String(says));
    }
    await window.screenshot('wrong-subject');
    assert.deepEqual(
      sandbox.recorder.requests.filter(({ url }) => url.startsWith('/oauth2/federation')),
      [],
    );
  });

  step('exchanges an OIDC token for one of an hour', async ({ window, sandbox, login }) => {
    // As it comes out of a terminal.
    const identity = await sandbox.oidc.mint({ sub: FEDERATED_SUBJECT });
    await window.quickInput.fill(`Bearer ${identity}`);
    const { severity } = await window.quickInput.waitForMessage(/does not check the audience/);
    assert.equal(severity, 'info');
    await window.quickInput.accept();
    const done = 'acme-platform+ci got a token for one hour.';
    await window.quickInput.waitFor(({ placeholder }) => placeholder === done);
    const row = await window.tree.waitForRow(exchanged, () => true);
    assert.match(row.description, /^(60|59) min left$/);
    // An hour has just begun: two days' notice are a quarter of it at most.
    assert.deepEqual(row.icons, ['key']);
    await window.screenshot('exchanged');
    await window.writeClipboard('');
    await window.quickInput.pick('Copy Token');
    token = await waitFor('the token in the clipboard', async () => {
      const text = await window.readClipboard();
      return text === '' ? undefined : text;
    });
    assert.equal(await login('acme-platform+ci', token), 200);
  });

  step('shows the active token with its remaining life', async ({ window }) => {
    await window.tree.pickFromMenu(exchanged, 'Set Active Token');
    const { text, icons, background, ariaLabel } = await window.statusBar.waitFor(item);
    assert.match(text, /^acme-platform\+ci \(exchanged\) (60|59) min$/);
    assert.deepEqual([icons, background], [['key'], 'none']);
    assert.match(ariaLabel, /Active token acme-platform\+ci \(exchanged\), expires in \d+ minutes/);
    await window.tree.waitForRow(exchanged, ({ description }) =>
      description.startsWith('active · '),
    );
    const tooltip = await window.statusBar.tooltip(item);
    assert.match(tooltip, /Acts as: acme-platform\+ci/);
    assert.match(tooltip, /Ends: \w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
    assert.match(tooltip, new RegExp(`Account: ${accountLabel}`));
    await window.screenshot('status-bar');
  });

  step('offers everything for the active token behind the status bar', async ({ window }) => {
    await window.statusBar.click(item);
    await window.quickInput.waitFor('acme-platform+ci (exchanged)');
    const labels = (await window.quickInput.items()).map(({ label }) => label);
    for (const label of ['Copy Token', 'Verify Token with Registry', 'Clear Active Token']) {
      assert.ok(labels.includes(label), `${label} is not among ${labels.join(', ')}`);
    }
    await window.screenshot('active-menu');
    await window.writeClipboard('');
    await window.quickInput.pick('Copy Token');
    await clipboardHolds(window, token);
  });

  step('verifies a token with the registry', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu([...ci, 'Robot token'], 'Verify Token with Registry');
    const host = sandbox.quay.hostname;
    const says = new RegExp(`^${RegExp.escape(host)} accepts the token of acme-platform\\+ci\\.`);
    const { message, severity } = await window.notifications.waitFor(says);
    assert.equal(severity, 'info');
    assert.match(message, /api/);
    await window.screenshot('verified');
    await window.notifications.dismiss(message);
  });

  step('has its account, sign-in and active token after a reload', async ({ window, sandbox }) => {
    const before = sandbox.recorder.requests.length;
    await window.reload();
    const { text } = await window.statusBar.waitFor(item);
    assert.match(text, /^acme-platform\+ci \(exchanged\) (60|5\d) min$/);
    // Beside nothing that was said in the status bar a moment ago.
    await window.statusBar.tooltip(item);
    await window.picture('status', await window.statusBar.around(item));
    await window.openView();
    await window.tree.expand(accountLabel);
    await window.tree.expand(...acme);
    await window.tree.expand(...ci);
    await window.tree.waitForRow(exchanged, ({ description }) =>
      description.startsWith('active · '),
    );
    assert.ok(sandbox.recorder.requests.length > before);
    await window.tree.clickAction([...ci, 'Robot token'], 'Copy Token');
    await clipboardHolds(window, sandbox.quay.world.robots.get('acme-platform+ci')?.token ?? '');
    await window.screenshot('reloaded');
  });

  step('shows nothing active after it is forgotten', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu(exchanged, 'Forget Token');
    const { detail } = await window.dialog.waitFor(
      'Forget the token of acme-platform+ci (exchanged)?',
    );
    assert.match(detail, /goes on working until it ends or is revoked/);
    sandbox.recorder.clear();
    await window.dialog.click('Forget');
    await window.tree.waitForNoRow(...exchanged);
    await window.statusBar.waitForNone(item);
    // Only read requests may be on their way, for the tooltip of a row under the resting mouse.
    assert.deepEqual(
      sandbox.recorder.requests.filter(({ method }) => method !== 'GET'),
      [],
    );
  });

  step('warns once of an active token that comes to its end', async ({ window }) => {
    const workshop = [accountLabel, 'App tokens', 'workshop'] as const;
    await window.tree.expand(accountLabel, 'App tokens');
    await window.tree.pickFromMenu(workshop, 'Set Active Token');
    const { background } = await window.statusBar.waitFor(item);
    assert.equal(background, 'warning');
    const row = await window.tree.waitForRow(workshop, ({ description }) =>
      /^active · \d+ h left · used [\d-]+$/.test(description),
    );
    assert.deepEqual(row.icons, ['warning']);
    const told = /^The active token workshop expires in \d+ hours\.$/;
    assert.equal((await window.notifications.waitFor(told)).severity, 'warning');
    await window.screenshot('warned');
    await window.notifications.dismiss(told);
  });
});
