import assert from 'node:assert/strict';
import { copyFirst, issueAgain, issueFirst } from './counted.ts';
import { selectors } from './driver/selectors.ts';
import { accountLabel, clipboardHolds, importAccount, robotToken } from './quay/playground.ts';
import { story } from './quay/story.ts';

const acme = [accountLabel, 'acme-platform'] as const;
const ci = [...acme, 'ci'] as const;

story('robots and app tokens of a Quay account', { suite: 'quay-robots' }, (step) => {
  step(
    'imports the account that a file offers after one yes',
    async ({ window, sandbox, accountsFile }) => {
      await window.openView();
      assert.match(await window.tree.welcome(), /can import were found on this machine/);
      await window.screenshot('welcome');
      await window.tree.clickWelcome('Import Accounts');
      const { detail, buttons } = await window.dialog.waitFor(
        `Import the account “${accountLabel}”?`,
      );
      const [authority, ...rest] = detail.split('\n').reverse();
      assert.deepEqual(rest.reverse(), [
        sandbox.quay.url,
        'Its sign-in comes with it and is kept in the secret storage of the editor.',
        `Offered by ${accountsFile}`,
      ]);
      assert.match(
        authority ?? '',
        /^Trusts the authority CN=Registry Tokens sandbox CA, valid until .*, SHA-256 fingerprint [0-9a-f]{64}$/,
      );
      assert.deepEqual(buttons.toSorted(), ['Cancel', 'Import']);
      await window.screenshot('offer');
      await window.dialog.click('Cancel');
      assert.match(await window.tree.welcome(), /can import were found on this machine/);

      await importAccount(window);
      const row = await window.tree.row(accountLabel);
      assert.equal(row.description, 'dana');
    },
  );

  step('shows namespaces and robots with what each was used for', async ({ window }) => {
    await window.tree.expand(accountLabel);
    const namespaces = await window.tree.children(accountLabel);
    assert.deepEqual(
      namespaces.map(({ label, description }) => [label, description]),
      [
        ['dana', 'you'],
        ['acme-platform', 'admin'],
        ['big-org', 'admin'],
        ['my_org', 'member'],
        ['App tokens', ''],
        ['API tokens', ''],
        ['Repositories', ''],
      ],
    );
    await window.tree.expand(...acme);
    const robots = await window.tree.children(...acme);
    assert.deepEqual(
      robots.map(({ label, description }) => [label, description]),
      [
        ['ci', 'used 2026-08-03'],
        ['mirror', 'used 2026-08-02'],
        ['release', 'used 2026-07-28'],
        ['spare', 'no use recorded'],
      ],
    );
    // Of my_org and not of my-org, which Quay's listing brings along.
    await window.tree.expand(accountLabel, 'my_org');
    assert.deepEqual(
      (await window.tree.children(accountLabel, 'my_org')).map(({ label }) => label),
      ['builder'],
    );
    await window.screenshot('robots');
    await window.tree.collapse(accountLabel, 'my_org');
  });

  step(
    'tells in a tooltip when a robot was used and where it may read and write',
    async ({ window }) => {
      const tooltip = await window.tree.tooltip(...ci);
      assert.match(tooltip, /Last used: Mon 2026-08-03 /);
      assert.match(tooltip, /Repositories: api \(write\), web \(read\)/);
      await window.screenshot('tooltip');
      await window.tree.expand(...ci);
      await window.tree.expand(...ci, 'Repositories');
      assert.deepEqual(
        (await window.tree.children(...ci, 'Repositories')).map(({ label, description }) => [
          label,
          description,
        ]),
        [
          ['acme-platform/api', 'write'],
          ['acme-platform/web', 'read'],
        ],
      );
      await window.tree.collapse(...ci);
    },
  );

  step(
    'shows what a server says as text, and nothing that it asks for',
    async ({ window, sandbox }) => {
      const robot = sandbox.quay.world.robots.get('acme-platform+spare');
      assert.ok(robot);
      const hostile =
        '$(key) **bold** [link](command:workbench.action.quit) ![](https://x.test/i.png) <b>b</b> &lt; ' +
        'and so many words that they have to be broken into several lines to be read at all';
      sandbox.quay.world.robots.set('acme-platform+spare', { ...robot, description: hostile });
      await window.tree.pickFromMenu(acme, 'Refresh');
      const tooltip = await window.tree.tooltip(...acme, 'spare');
      assert.ok(tooltip.includes(`Description: ${hostile}`), tooltip);
      const hover = window.page.locator(selectors.hover).first();
      for (const wanted of ['.codicon-key', 'strong >> text=bold', 'a', 'img', 'b']) {
        assert.equal(await hover.locator(wanted).count(), 0, wanted);
      }
      await window.screenshot('hostile');
    },
  );

  step('copies the token of a robot', async ({ window, sandbox, login }) => {
    const token = robotToken(sandbox, 'acme-platform+ci');
    await window.tree.clickAction(ci, 'Copy Token');
    await clipboardHolds(window, token);
    assert.equal(await login('acme-platform+ci', token), 200);
    await window.screenshot('copied');
  });

  step('judges the name of a new robot while it is typed', async ({ window }) => {
    await window.tree.clickAction(acme, 'Create Robot…');
    const { step } = await window.quickInput.waitFor('Create Robot in acme-platform: Name');
    assert.deepEqual(step, [1, 3]);
    const faults: readonly [name: string, says: RegExp][] = [
      ['Nightly', /no capital letters/],
      ['night ly', /Use a to z and 0 to 9/],
      ['-nightly', /not at the ends/],
      ['n', /at least 2 characters/],
      ['n'.repeat(242), /At most 241 characters fit/],
    ];
    for (const [name, says] of faults) {
      await window.quickInput.fill(name);
      const { severity } = await window.quickInput.waitForMessage(says);
      assert.equal(severity, 'error', name);
    }
    await window.screenshot('bad-name');
    // Enter does not get past it, and what was typed stays.
    await window.quickInput.accept();
    const { title, value } = await window.quickInput.waitForMessage(/At most 241/);
    assert.deepEqual([title, value.length], ['Create Robot in acme-platform: Name', 242]);
  });

  step(
    'creates the robot, shows it and copies its token on request',
    async ({ window, sandbox, login }) => {
      await window.quickInput.fill('acme-platform+nightly');
      await window.quickInput.waitForMessage(/neither pull nor push until it is given permissions/);
      await window.screenshot('good-name');
      await window.quickInput.accept();
      const description = 'Create Robot in acme-platform: Description';
      await window.quickInput.waitFor(description);
      await window.quickInput.back();
      const { value } = await window.quickInput.waitFor('Create Robot in acme-platform: Name');
      assert.equal(value, 'nightly');
      await window.quickInput.accept();
      await window.quickInput.answer(description, 'Builds at night');
      await window.quickInput.answer('Create Robot in acme-platform: Permissions', '');

      const created =
        'acme-platform+nightly was created. It may do nothing until it gets permissions.';
      await window.quickInput.waitFor(({ placeholder }) => placeholder === created);
      assert.deepEqual(
        (await window.quickInput.items()).map(({ label }) => label),
        ['Copy Token', 'Copy Token As…', 'Set Active', 'Docker Login', 'Just Keep It'],
      );
      const row = await window.tree.waitForRow([...acme, 'nightly'], ({ selected }) => selected);
      assert.equal(row.description, 'no use recorded');
      await window.screenshot('created');
      await window.quickInput.pick('Copy Token');
      const token = robotToken(sandbox, 'acme-platform+nightly');
      await clipboardHolds(window, token);
      assert.equal(await login('acme-platform+nightly', token), 200);
      const robot = sandbox.quay.world.robots.get('acme-platform+nightly');
      assert.equal(robot?.description, 'Builds at night');
    },
  );

  step('says so when there is a robot of that name already', async ({ window }) => {
    await window.tree.clickAction(acme, 'Create Robot…');
    await window.quickInput.answer('Create Robot in acme-platform: Name', 'ci');
    await window.quickInput.answer('Create Robot in acme-platform: Description', '');
    await window.quickInput.answer('Create Robot in acme-platform: Permissions', '');
    const message = `${accountLabel}: A robot of this name exists already.`;
    assert.equal((await window.notifications.waitFor(message)).severity, 'error');
    await window.screenshot('conflict');
    await window.notifications.dismiss(message);
  });

  step('regenerates a token after saying what breaks', async ({ window, sandbox, login }) => {
    const name = 'acme-platform+ci';
    const old = robotToken(sandbox, name);
    // The login above counts as a use.
    const { lastAccessed } = sandbox.quay.world.robots.get(name) ?? {};
    const today = new Date(lastAccessed ?? 0).toISOString().slice(0, 10);
    await window.tree.pickFromMenu(ci, 'Regenerate Token…');
    const { detail, buttons } = await window.dialog.waitFor(`Regenerate the token of ${name}?`);
    const [ends = '', places = ''] = detail.split('\n\n');
    assert.match(
      places,
      /^Where the token went, as far as this extension knows:(?:\n• copied \w+ 20[^\n]+)+$/,
    );
    assert.deepEqual(ends.split('\n'), [
      'The current token stops working at once, wherever it is used; there is no overlap. Permissions stay.',
      'Whoever has logged in with it can renew that login until the robot is deleted. After a leak, create a robot under a new name, give it the same permissions, deliver its token, and then delete this one.',
      `It was last used on ${today}.`,
      'It may write to api.',
    ]);
    assert.deepEqual(buttons.toSorted(), ['Cancel', 'Leave As Is', 'Regenerate']);
    await window.screenshot('regenerate');
    await window.dialog.click('Cancel');
    assert.equal(await login(name, old), 200);

    await window.tree.pickFromMenu(ci, 'Regenerate Token…');
    await window.dialog.waitFor(`Regenerate the token of ${name}?`);
    await window.dialog.click('Regenerate');
    const done = `${name} has a new token; the old one no longer works.`;
    await window.notifications.waitFor(done);
    await window.screenshot('regenerated');
    await window.notifications.click(done, 'Copy Token');
    const fresh = robotToken(sandbox, name);
    await clipboardHolds(window, fresh);
    assert.notEqual(fresh, old);
    assert.equal(await login(name, old), 401);
    assert.equal(await login(name, fresh), 200);
    const changes = sandbox.recorder.requests.filter(({ url }) => url.endsWith('/regenerate'));
    assert.equal(changes.length, 1);
  });

  step('deletes a robot after a modal whose button is the verb', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu([...acme, 'nightly'], 'Delete Robot…');
    await window.dialog.waitFor('Delete the robot acme-platform+nightly?');
    await window.screenshot('delete');
    await window.dialog.click('Delete');
    await window.notifications.waitFor('acme-platform+nightly was deleted.');
    await window.tree.waitForNoRow(...acme, 'nightly');
    assert.equal(sandbox.quay.world.robots.has('acme-platform+nightly'), false);
    await window.notifications.dismiss('acme-platform+nightly was deleted.');
  });

  step(
    'says why a robot that mirrors a repository cannot be deleted',
    async ({ window, sandbox }) => {
      sandbox.quay.settings.mirroringRobots = ['acme-platform+mirror'];
      await window.tree.pickFromMenu([...acme, 'mirror'], 'Delete Robot…');
      await window.dialog.waitFor('Delete the robot acme-platform+mirror?');
      await window.dialog.click('Delete');
      const says = /mirrors a repository\. Take it out of the mirror’s configuration first\./;
      await window.notifications.waitFor(says);
      await window.screenshot('mirror');
      await window.notifications.dismiss(says);
    },
  );

  step('shows in the tooltip of a plain member why nothing can be done', async ({ window }) => {
    await window.tree.expand(accountLabel, 'my_org');
    const builder = [accountLabel, 'my_org', 'builder'] as const;
    assert.match(await window.tree.tooltip(...builder), /Only an admin of my_org whose API token/);
    const menu = await window.tree.menu(...builder);
    assert.ok(!menu.includes('Regenerate Token…'), menu.join());
    await window.screenshot('member');
    await window.tree.collapse(accountLabel, 'my_org');
  });

  step('lists app tokens with their remaining life', async ({ window }) => {
    await window.tree.collapse(...acme);
    await window.tree.expand(accountLabel, 'App tokens');
    const rows = await window.tree.children(accountLabel, 'App tokens');
    assert.deepEqual(
      rows.map(({ label, description, icons }) => [
        label,
        description.replace(/\d{4}-\d\d-\d\d$/, 'on a day'),
        icons[0],
      ]),
      [
        ['laptop', 'never expires · no use recorded', 'key'],
        ['old desktop', 'expired 2 h ago · no use recorded', 'error'],
        ['workshop', '20 h left · used on a day', 'key'],
      ],
    );
  });

  step('issues and revokes an app token', async ({ window, sandbox, login }) => {
    const group = [accountLabel, 'App tokens'] as const;
    const issued = /^The app token “conference” was issued\./;
    const pages = await issueFirst(window, issued, { 'Issue App Token: Title': 'conference' });
    assert.equal(pages.length, 1);
    await window.quickInput.pick('Copy Token');
    const [token] = [...sandbox.quay.world.appTokens.values()].filter(
      ({ title }) => title === 'conference',
    );
    assert.ok(token);
    await clipboardHolds(window, token.code);
    assert.equal(await login('$app', token.code), 200);
    await window.tree.row(...group, 'conference');
    await window.screenshot('app-tokens');

    await window.tree.pickFromMenu([...group, 'conference'], 'Revoke Token…');
    await window.dialog.waitFor('Revoke the app token “conference” of dana?');
    await window.dialog.click('Revoke');
    await window.tree.waitForNoRow(...group, 'conference');
    await window.notifications.waitFor('The app token “conference” was revoked.');
    assert.equal(await login('$app', token.code), 401);
    await window.screenshot('revoked');
  });

  step('issues it again with three keys, and copies it with two', async ({ window }) => {
    await window.runCommand('Notifications: Clear All Notifications');
    const film = await window.film('daily', { x: 0, y: 0, width: 1_280, height: 800 });
    await film.frame(1_200);
    const issued = /^The app token “conference” was issued/;
    assert.equal(await issueAgain(window, issued, film), 3);
    await window.page
      .getByText(/copied, cleared in/)
      .first()
      .waitFor();
    await film.frame(2_500);
    assert.equal(await copyFirst(window, /^\S{20,}$/), 2);
  });
});
