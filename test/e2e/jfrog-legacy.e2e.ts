import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JfrogToken } from '../sandbox/jfrog/model.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { onPath } from '../tools/on-path.ts';
import { waitFor } from './driver/index.ts';
import { dockerEnvironment, startPlayground } from './jfrog/playground.ts';
import { story } from './story.ts';

const docker = await onPath('docker');
const account = 'Old Artifactory';
const mine = [account, 'My tokens'] as const;

const start = () =>
  startPlayground('jfrog-legacy', {
    env: dockerEnvironment,
    jfrog: { settings: { version: '7.20.0' } },
  });

const newest = ({ jfrog }: Sandbox): JfrogToken => {
  const token = [...jfrog.world.tokens.values()].at(-1);
  assert.ok(token);
  return token;
};

story('tokens of a JFrog before 7.21.1', start, (step) => {
  let label = '';

  step(
    'signs in with user and password, and asks before it keeps the password',
    async ({ window, sandbox }) => {
      const { jfrog } = sandbox;
      await window.openView();
      await window.runCommand('Registry Tokens: Add Account…');
      await window.quickInput.choose('Add Account', 'JFrog');
      await window.quickInput.answer('Add Account: Address', `${jfrog.url}/artifactory/webapp/`);
      await window.quickInput.choose('Add Account: Sign-in', 'With user name and password');
      await window.quickInput.answer('Add Account: User name', 'bob');
      await window.quickInput.answer('Add Account: Password', 'wr0ng-passw0rd');
      await waitFor('the refusal', async () =>
        (await window.quickInput.visibleItems()).some(({ label: text }) => text.includes('refused'))
          ? true
          : undefined,
      );
      await window.screenshot('wrong-password');
      await window.quickInput.back();
      const password = jfrog.world.users.get('bob')?.password ?? '';
      await window.quickInput.answer('Add Account: Password', password);
      await window.quickInput.waitFor(({ placeholder }) =>
        placeholder.includes('too old to exchange'),
      );
      await window.screenshot('keep');
      await window.quickInput.pick('Keep the password');
      await window.quickInput.answer('Add Account: Name', account);
      await window.tree.expand(account);
      assert.deepEqual(
        (await window.tree.children(account)).map(({ label: text }) => text),
        ['My tokens'],
      );
    },
  );

  step('issues a token for an hour, of one’s own groups', async ({ window, sandbox }) => {
    await window.tree.clickAction(mine, 'Issue Token…');
    await window.quickInput.waitFor('Issue Token: Lifetime');
    await window.quickInput.fill('8h');
    const said = async () =>
      (await window.quickInput.visibleItems()).some(({ ariaLabel }) =>
        ariaLabel.includes('only admins'),
      );
    await waitFor('what is to be said of eight hours', async () => (await said()) || undefined);
    await window.screenshot('lifetime');
    await window.quickInput.fill('');
    await waitFor('the list without the typed row', async () => !(await said()) || undefined);
    await window.quickInput.pick('1 hour');
    await window.quickInput.choose('Issue Token: Scope and Options', 'Scope');
    await window.quickInput.waitFor('Issue Token: Scope');
    await window.quickInput.toggle('What the user may');
    await window.quickInput.toggle('What groups of yours may');
    await window.screenshot('scope');
    await window.quickInput.accept();
    await window.quickInput.answer('Issue Token: Groups', 'team a, readers');
    await window.quickInput.waitFor('Issue Token: Scope and Options');
    await window.quickInput.switchOn('Refreshable');
    await window.quickInput.accept();
    await window.quickInput.chooseFor('A token of bob was issued.', 'Copy Token');
    const text = sandbox.jfrog.world.jwt(newest(sandbox));
    await waitFor('the token in the clipboard', async () =>
      (await window.readClipboard()) === text ? true : undefined,
    );
    assert.equal(newest(sandbox).scope, 'api:* member-of-groups:"team a",readers');
    label = `bob ${newest(sandbox).id.slice(0, 8)}`;
  });

  step('lists it from this machine, since the server tells admins alone', async ({ window }) => {
    const row = await window.tree.row(...mine, label);
    assert.match(row.description, /groups:"team a",readers · refreshable$/);
    const rows = await window.tree.children(...mine);
    assert.deepEqual(
      rows.map(({ label: text }) => text),
      ['Issued on this machine', label],
    );
    await window.screenshot('tree');
  });

  step('verifies it as far as that can be done', async ({ window }) => {
    await window.tree.pickFromMenu([...mine, label], 'Verify Token with Registry');
    const accepted = /accepts the token of bob\. Artifactory accepts it as a sign-in/;
    const { message } = await window.notifications.waitFor(accepted);
    assert.match(message, /Not checked: this server shows its root certificate/);
    await window.screenshot('verified');
    await window.notifications.dismiss(accepted);
  });

  step('logs Docker in with it', async ({ window, sandbox, directory }) => {
    await window.tree.pickFromMenu([...mine, label], 'Docker Login');
    if (docker === undefined) {
      const missing = 'The docker program was not found on the PATH.';
      await window.notifications.waitFor(missing);
      await window.notifications.click(missing, 'Write Docker’s Configuration');
    }
    const done = /^Docker is logged in to .* as bob\./;
    await window.notifications.waitFor(done);
    await window.notifications.dismiss(done);
    const config = path.join(directory, 'docker', 'config.json');
    const { auths } = JSON.parse(await readFile(config, 'utf8')) as {
      readonly auths: Readonly<Record<string, { readonly auth: string }>>;
    };
    const { host, world } = sandbox.jfrog;
    assert.equal(
      Buffer.from(auths[host]?.auth ?? '', 'base64').toString(),
      `bob:${world.jwt(newest(sandbox))}`,
    );
  });

  step('refreshes it', async ({ window, sandbox }) => {
    const old = newest(sandbox);
    await window.tree.pickFromMenu([...mine, label], 'Refresh Token');
    const done = `${label} was refreshed; the old token no longer works.`;
    await window.notifications.waitFor(done);
    await window.notifications.dismiss(done);
    assert.equal(old.isRevoked, true);
    assert.equal(newest(sandbox).isRevoked, false);
    await window.tree.row(...mine, label);
  });

  step('revokes it, and the row goes', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu([...mine, label], 'Revoke Token…');
    const { detail } = await window.dialog.waitFor(`Revoke ${label}, a token of bob?`);
    assert.doesNotMatch(detail, /6 hours/);
    await window.screenshot('revoke');
    await window.dialog.click('Revoke');
    await window.notifications.waitFor(/ was revoked\. /);
    await window.tree.waitForNoRow(...mine, label);
    assert.equal(newest(sandbox).isRevoked, true);
    await window.screenshot('revoked');
  });

  step('lets go of the row of a token that this machine forgets', async ({ window, sandbox }) => {
    await window.tree.clickAction(mine, 'Issue Token…');
    await window.quickInput.choose('Issue Token', 'Something Else…');
    await window.quickInput.waitFor('Issue Token: Lifetime');
    await window.quickInput.pick('10 minutes');
    await window.quickInput.choose('Issue Token: Scope and Options', 'Continue');
    await window.quickInput.answer('Issue Token: Groups', 'readers');
    await window.quickInput.chooseFor('A token of bob was issued.', 'Just Keep It');
    const second = `bob ${newest(sandbox).id.slice(0, 8)}`;
    await window.tree.pickFromMenu([...mine, second], 'Forget Token');
    await window.dialog.waitFor(`Forget the token of ${second}?`);
    await window.dialog.click('Forget');
    await window.tree.waitForNoRow(...mine, second);
    assert.equal(newest(sandbox).isRevoked, false);
  });

  step('has shown no sign-in to the Access service', ({ sandbox }) => {
    const shown = sandbox.recorder.requests
      .filter(({ hasAuthorization, url }) => hasAuthorization && url.includes('/access/'))
      .map(({ url }) => url);
    assert.deepEqual(shown, []);
    return Promise.resolve();
  });
});
