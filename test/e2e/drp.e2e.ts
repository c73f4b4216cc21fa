import assert from 'node:assert/strict';
import { issueAgain, issueFirst } from './counted.ts';
import { waitFor } from './driver/index.ts';
import { startPlayground } from './playground.ts';
import { story } from './story.ts';

const issueTitle = 'Issue Token for alice';

const start = () =>
  startPlayground(
    { bigOrganizations: {}, manyDrpUsers: 0, drp4: { triplets: 'ignored' } },
    ({ sandbox }) => {
      const { url, user, password } = sandbox.drp4;
      return {
        suite: 'drp',
        env: { RS_ENDPOINT: url, RS_KEY: `${user}:${password}` },
        settings: {
          'registryTokens.presets': {
            'drp.issue': {
              'CI, read only': { rights: 'roles', roles: ['readonly'], lifetime: '30d' },
              Broken: { rights: 'roles' },
            },
          },
        },
      };
    },
  );

story(
  'tokens of Digital Rebar, from drpcli’s variables to the end of all of them',
  start,
  (step) => {
    let account = '';

    step(
      'adds the account that drpcli is set up with, after showing what would be used',
      async ({ window, sandbox }) => {
        const { url, user, password, fingerprint256 } = sandbox.drp4;
        account = `${user}@${new URL(url).host}`;
        await window.openView();
        await window.runCommand('Registry Tokens: Add Account…');
        await window.quickInput.choose('Add Account', /Digital Rebar/);
        await window.quickInput.waitFor('Add Account');
        await window.quickInput.pick(new RegExp(`${user}@`));
        const preview = await window.dialog.waitFor(`Use “${account}” from RS_ENDPOINT, RS_KEY?`);
        assert.match(preview.detail, new RegExp(`Address: ${url} — the variable RS_ENDPOINT`));
        assert.match(preview.detail, /Sign-in: a password — the variable RS_KEY/);
        assert.equal(preview.detail.includes(password), false);
        await window.screenshot('preview');
        await window.dialog.click('Use');
        await window.quickInput.waitFor('Add Account: Address');
        await window.quickInput.accept();
        const trust = await window.dialog.waitFor(/certificate of .* is not trusted/);
        assert.match(trust.detail, /Acme Co/);
        const hex = trust.detail.replaceAll(':', '').toLowerCase();
        assert(hex.includes(fingerprint256), trust.detail);
        await window.screenshot('certificate');
        await window.dialog.click('Trust This Fingerprint');
        await window.quickInput.waitFor('Add Account: Name');
        await window.quickInput.accept();
        await window.tree.expand(account);
        const rows = await window.tree.children(account);
        const alice = rows.find(({ label }) => label === 'alice');
        assert.equal(alice?.description, 'operator · CI');
        await window.screenshot('users');
      },
    );

    step(
      'issues a token from a preset of the settings, and tells that it is narrowed',
      async ({ window }) => {
        const done = /^A token of alice was issued, and is narrowed as far as it could be tried\./;
        const pages = await issueFirst(window, done, {
          'Issue Token': 'alice',
          [`${issueTitle}: Rights`]: 'CI, read only',
          [`${issueTitle}: Lifetime`]: '30 days',
        });
        assert.equal(pages.length, 4);
        await window.screenshot('issued');
        await window.quickInput.pick('Just Keep It');
        await window.tree.expand(account, 'alice');
        const row = await window.tree.waitForRow([account, 'alice', 'Roles readonly'], () => true);
        assert.match(row.description, /^30 d left/);
      },
    );

    step(
      'builds triplets from the catalog, each in a sentence with its traps',
      async ({ window }) => {
        await window.tree.pickFromMenu([account, 'alice'], 'Issue Token…');
        await window.quickInput.waitFor('Issue Token');
        const [again] = await window.quickInput.items();
        assert.match(again?.ariaLabel ?? '', /The same as last time.*readonly · 30 days/);
        await window.screenshot('again');
        await window.quickInput.pick('Something Else…');
        await window.quickInput.choose(`${issueTitle}: Rights`, 'Claim triplets');
        await window.quickInput.waitFor('Triplet: Scope');
        await window.quickInput.toggle('machines');
        await window.quickInput.accept();
        await window.quickInput.waitFor('Triplet: Action');
        await window.quickInput.toggle('get');
        await window.quickInput.toggle('list');
        await window.quickInput.accept();
        await window.quickInput.waitFor('Triplet: Specific');
        await window.quickInput.fill('');
        await window.quickInput.accept();
        assert.equal((await window.quickInput.waitForMessage(/Please enter/)).severity, 'error');
        await window.quickInput.fill('rack-1');
        await window.quickInput.waitForMessage(/come back empty/);
        await window.screenshot('trap');
        await window.quickInput.fill('*');
        await window.quickInput.accept();
        await window.quickInput.waitFor(`${issueTitle}: Triplets`);
        const [first] = await window.quickInput.items();
        assert.equal(first?.label, 'may get and list every machine');
        await window.screenshot('triplets');
        await window.quickInput.pick('Save Under a Name…');
        await window.quickInput.answer('Save Under a Name', 'Machines');
        await window.quickInput.choose(`${issueTitle}: Triplets`, 'Continue');
      },
    );

    step(
      'warns before a token that the server did not narrow can be copied',
      async ({ window, sandbox }) => {
        await window.writeClipboard('before');
        await window.quickInput.choose(`${issueTitle}: How`, 'As triplet of the token');
        await window.quickInput.waitFor(`${issueTitle}: Lifetime`);
        const refused = (words: string) =>
          waitFor(`the reason “${words}”`, async () =>
            (await window.quickInput.visibleItems()).some(({ label }) => label.includes(words))
              ? true
              : undefined,
          );
        await window.quickInput.fill('2d1w');
        await refused('the largest first');
        await window.screenshot('lifetime');
        // Enter on the reason does nothing: what was typed stays, to be put right. That holds where
        // a preset has the typed sign in its name, too.
        await window.quickInput.accept();
        await window.quickInput.fill('0');
        await refused('at least one second');
        await window.quickInput.accept();
        await window.quickInput.fill('2d');
        await window.quickInput.pick('2 days');
        const warning = await window.dialog.waitFor(/This token is NOT narrowed/);
        assert.match(warning.detail, /scope machines action get,list specific \*/);
        assert.match(warning.detail, /granted: NOT narrowed/);
        assert.equal(await window.readClipboard(), 'before');
        await window.screenshot('not-narrowed');
        await window.dialog.click('Copy Anyway');
        await waitFor('the token in the clipboard', async () =>
          sandbox.drp4.world.tokens.has(await window.readClipboard()) ? true : undefined,
        );
        const label = 'machines get,list *';
        const row = await window.tree.waitForRow([account, 'alice', label], () => true);
        assert.match(row.description, /mind the warning/);
      },
    );

    step('offers the saved rights again, and reads a pasted command', async ({ window }) => {
      await window.tree.pickFromMenu([account, 'alice'], 'Issue Token…');
      await window.quickInput.choose('Issue Token', 'Something Else…');
      await window.quickInput.waitFor(`${issueTitle}: Rights`);
      const items = await window.quickInput.items();
      assert(items.some(({ label }) => label === 'Machines'));
      await window.quickInput.pick('From a drpcli command…');
      await window.quickInput.waitFor('From a drpcli command…');
      await window.quickInput.fill('drpcli users token alice ttl 1w2d');
      assert.equal((await window.quickInput.waitForMessage(/combined/)).severity, 'error');
      await window.quickInput.fill('drpcli users token alice ttl 8h role readonly');
      await window.quickInput.accept();
      await window.quickInput.waitFor(`${issueTitle}: Roles`);
      await window.quickInput.accept();
      await window.quickInput.choose(`${issueTitle}: Lifetime`, '8 hours');
      const done = 'A token of alice was issued, and is narrowed as far as it could be tried.';
      await window.quickInput.chooseFor(done, 'Just Keep It');
    });

    step('issues the same again with three keys from the palette', async ({ window }) => {
      assert.equal(await issueAgain(window, /^A token of alice was issued/), 3);
    });

    step('ends nothing of two users at once, and says so', async ({ window }) => {
      await window.page.keyboard.down('Control');
      await window.tree.click(account, 'alice');
      await window.tree.click(account, 'bob');
      await window.page.keyboard.up('Control');
      await window.press('Delete');
      const said = /^\w+ cannot be revoked or deleted together with other rows$/;
      await window.page.locator('.statusbar-item').getByText(said).waitFor();
      assert.equal(await window.dialog.state(), undefined);
      // While several rows are selected the editor shortens the menu of every other one, too.
      await window.press('Escape');
    });

    step('ends all tokens of a user from the row of one, after saying so', async ({ window }) => {
      await window.tree.pickFromMenu([account, 'alice', 'machines get,list *'], 'Revoke Token…');
      const { detail } = await window.dialog.waitFor('Revoke all tokens of alice?');
      assert.match(detail, /cannot revoke a single token/);
      await window.screenshot('revoke');
      await window.dialog.click('Revoke');
      await window.notifications.waitFor('All tokens of alice were revoked.');
      await window.tree.waitForNoRow(account, 'alice', 'machines get,list *');
      await window.tree.waitForNoRow(account, 'alice', 'Roles readonly');
    });
  },
);
