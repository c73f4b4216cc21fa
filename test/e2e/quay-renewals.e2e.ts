import assert from 'node:assert/strict';
import { accountLabel, importAccount } from './quay/playground.ts';
import { story } from './quay/story.ts';

const application = [accountLabel, 'API tokens', 'acme-platform', 'vscode'] as const;
const fresh = [...application, 'this editor'] as const;
const acme = [accountLabel, 'acme-platform'] as const;
const ci = 'acme-platform+ci';
const successor = 'acme-platform+ci-2';
const minute = 60_000;

story('API tokens and robots are renewed', { suite: 'quay-renewals' }, (step) => {
  step('lists API tokens below their applications, with whose each is', async (playground) => {
    const { window, sandbox } = playground;
    const { tokens, world } = sandbox.quay;
    const scopes = new Set([...tokens.full.scopes, 'repo:admin'] as const);
    world.apiTokens.set(tokens.full.secret, { ...tokens.full, scopes });
    const ofErin = { user: 'erin', clientId: tokens.full.clientId, scopes: ['repo:read'] } as const;
    world.addApiToken({ ...ofErin, name: 'laptop of erin' });
    await importAccount(window);
    await window.tree.expand(accountLabel);
    await window.tree.expand(accountLabel, 'API tokens');
    await window.tree.expand(accountLabel, 'API tokens', 'acme-platform');
    await window.tree.expand(...application);
    const [newest] = await window.tree.children(...application);
    assert.equal(newest?.label, 'laptop of erin');
    assert.match(newest.description, /^\d+ y left · erin · no use recorded$/);
    await window.screenshot('listed');
  });

  step('puts one in the place of the account’s own, which is then known', async (playground) => {
    const { window, sandbox } = playground;
    await window.tree.pickFromMenu(application, 'Renew Sign-In…');
    await window.quickInput.answer('Renew Sign-In: Name', 'this editor');
    await window.quickInput.waitFor('Renew Sign-In: Scopes');
    await window.quickInput.toggle('repo:admin');
    await window.screenshot('scopes');
    await window.quickInput.accept();
    await window.quickInput.choose('Renew Sign-In: Lifetime', '30 days');
    const done =
      'The account signs in with the API token “this editor” from now on. The former one stays valid until it is revoked or ends.';
    await window.notifications.waitFor(done);
    await window.notifications.dismiss(done);
    const row = await window.tree.waitForRow(fresh, ({ description }) =>
      description.endsWith('the sign-in of this account'),
    );
    assert.match(row.description, /^(?:29|30) d left · /);
    await window.screenshot('renewed');
    const about = await window.tree.tooltip(accountLabel);
    assert.match(about, /Sign-in: this editor/);
    assert.match(about, /Sign-in ends: /);
    // What is read from now on, is read with it.
    sandbox.quay.world.apiTokens.delete(sandbox.quay.tokens.full.secret);
    await window.tree.pickFromMenu(fresh, 'Revoke Token…');
    const { detail } = await window.dialog.waitFor('Revoke the API token “this editor” of dana?');
    assert.match(detail, /This account signs in with it/);
    await window.dialog.click('Leave As Is');
  });

  step('puts one in its place that ends soon', async ({ window, sandbox }) => {
    // What a server issues for an hour whose clock is 50 minutes behind ends in ten.
    sandbox.clock.advance(-50 * minute);
    await window.tree.pickFromMenu(fresh, 'Renew Sign-In…');
    await window.quickInput.answer('Renew Sign-In: Name', 'for an hour');
    await window.quickInput.answer('Renew Sign-In: Lifetime', '1h');
    await window.quickInput.choose('Renew Sign-In: Former Token', 'Leave It Until Its End');
    const done =
      'The account signs in with the API token “for an hour” from now on. The former one stays valid until it is revoked or ends.';
    await window.notifications.waitFor(done);
    await window.notifications.dismiss(done);
    sandbox.clock.advance(50 * minute);
    await window.tree.collapse(accountLabel, 'API tokens');
  });

  step('puts a robot beside another one, with the same rights', async (playground) => {
    const { window, sandbox } = playground;
    await window.tree.expand(...acme);
    await window.tree.pickFromMenu([...acme, 'ci'], 'Rotate with Grace…');
    await window.quickInput.choose(`Rotate ${ci}: When`, 'Both Work for a While');
    await window.quickInput.waitFor(`Rotate ${ci}: New Robot`);
    await window.quickInput.accept();
    const { detail } = await window.dialog.waitFor(`Put ${successor} beside ${ci}?`);
    assert.match(
      detail,
      /^To be copied: permissions \(2\), teams \(1\), default permissions \(0\)\./,
    );
    await window.screenshot('before');
    await window.dialog.click('Rotate');
    await window.quickInput.waitFor(({ placeholder }) =>
      placeholder.startsWith(`${successor} may do what ${ci} may.`),
    );
    await window.quickInput.pick('Just Keep It');
    const { world } = sandbox.quay;
    assert.equal(world.repositories.get('acme-platform/api')?.grants.get(successor), 'write');
    assert(world.robots.has(ci));
  });

  step('tells of the sign-in’s own end in time, and renews it from there', async (playground) => {
    const { window, sandbox } = playground;
    const notice =
      /^The token “for an hour” that the account Sandbox Quay signs in with expires in \d+ minutes\.$/;
    const { severity, buttons } = await window.notifications.waitFor(notice);
    assert.deepEqual([severity, buttons], ['warning', ['Renew Sign-In']]);
    await window.screenshot('ends-soon');
    await window.notifications.click(notice, 'Renew Sign-In');
    await window.quickInput.answer('Renew Sign-In: Name', 'in time');
    await window.quickInput.choose('Renew Sign-In: Lifetime', '30 days');
    await window.quickInput.waitFor('Renew Sign-In: Former Token');
    await window.screenshot('former');
    await window.quickInput.pick('Revoke It');
    const done =
      'The account signs in with the API token “in time” from now on; the former one was revoked.';
    await window.notifications.waitFor(done);
    const names = [...sandbox.quay.world.apiTokens.values()].map(({ name }) => name);
    assert.deepEqual([names.includes('in time'), names.includes('for an hour')], [true, false]);
    await window.screenshot('renewed-in-time');
    await window.notifications.dismiss(done);
  });

  step('goes on with that after a restart, and deletes after it was asked', async (playground) => {
    const { window, sandbox } = playground;
    await window.reload();
    await window.openView();
    await window.tree.expand(accountLabel);
    await window.tree.expand(...acme);
    await window.tree.waitForRow([...acme, 'ci'], ({ description }) =>
      description.startsWith('ci-2 takes its place · '),
    );
    await window.screenshot('between');
    await window.tree.pickFromMenu([...acme, 'ci'], 'Finish Rotation…');
    await window.quickInput.choose(`Finish Rotation of ${ci}: Next Step`, `Delete ${ci}`);
    const { detail } = await window.dialog.waitFor(
      `Delete ${ci}, whose place ${successor} has taken?`,
    );
    assert.match(detail, /\bpulls and \d+ pushes\b.*\n.*cannot be seen anywhere\./);
    await window.screenshot('facts');
    await window.dialog.click('Delete');
    await window.notifications.waitFor(`${ci} was deleted.`);
    const { world } = sandbox.quay;
    assert.deepEqual([world.robots.has(ci), world.robots.has(successor)], [false, true]);
  });

  step('tells a read-only super user what cannot be done elsewhere', async (playground) => {
    const { window, sandbox } = playground;
    const { settings } = sandbox.quay;
    settings.globalReadOnlySuperUsers = ['dana'];
    await window.tree.collapse(...acme);
    await window.tree.pickFromMenu([accountLabel], 'Refresh');
    const stranger = [accountLabel, 'stranger'] as const;
    const row = await window.tree.waitForRow(stranger, () => true);
    assert.equal(row.description, 'seen as read-only super user');
    await window.tree.expand(...stranger);
    const hidden = await window.tree.tooltip(...stranger, 'hidden');
    assert.match(hidden, /super users may look at stranger but change nothing/);
    await window.screenshot('looks-everywhere');
  });

  step('lets a super user with full access do everything everywhere', async (playground) => {
    const { window, sandbox } = playground;
    const { settings, world } = sandbox.quay;
    settings.globalReadOnlySuperUsers = [];
    settings.superUsers = ['dana'];
    settings.superUsersFullAccess = true;
    const own = [...world.apiTokens.values()].find(({ name }) => name === 'in time');
    assert(own);
    const scopes = new Set([...own.scopes, 'super:user'] as const);
    world.apiTokens.set(own.secret, { ...own, scopes });
    const stranger = [accountLabel, 'stranger'] as const;
    await window.tree.collapse(...stranger);
    await window.tree.pickFromMenu([accountLabel], 'Refresh');
    await window.tree.waitForRow(
      stranger,
      ({ description }) => description === 'seen as super user',
    );
    await window.tree.expand(...stranger);
    await window.tree.clickAction(stranger, 'Create Robot…');
    await window.quickInput.answer('Create Robot in stranger: Name', 'made');
    await window.quickInput.answer('Create Robot in stranger: Description', '');
    await window.quickInput.answer('Create Robot in stranger: Permissions', '');
    await window.quickInput.waitFor(({ placeholder }) =>
      placeholder.startsWith('stranger+made was created.'),
    );
    await window.quickInput.pick('Just Keep It');
    assert(world.robots.has('stranger+made'));
    const everybody = [accountLabel, 'App tokens of all users'] as const;
    await window.tree.expand(...everybody);
    assert.equal((await window.tree.children(...everybody)).length, world.appTokens.size);
    await window.screenshot('does-everything');
  });
});
