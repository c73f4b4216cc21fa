import assert from 'node:assert/strict';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { send } from '../sandbox/client.ts';
import { issueFirst } from './counted.ts';
import { Keys, waitFor } from './driver/index.ts';
import { inspectorShowing } from './inspector-frame.ts';
import { startPlayground } from './playground.ts';
import { story } from './story.ts';

const start = () =>
  startPlayground({ bigOrganizations: {} }, ({ sandbox }) => ({
    suite: 'rok',
    env: { KUBECONFIG: sandbox.rok.kubeconfig },
  }));

const newest = ({ rok }: Sandbox) => {
  const token = rok.world.tokens.at(-1);
  assert(token);
  return token;
};

story('a token of Rok Registry, from a kubeconfig to the shell', start, (step) => {
  let account = '';
  let label = '';
  const issued = 'A token for jdoe was issued and verified';

  step(
    'adds the account by context, service, address and a name from the pod',
    async ({ window, sandbox }) => {
      account = `jdoe@${new URL(sandbox.rok.url).host}`;
      await window.openView();
      await window.runCommand('Registry Tokens: Add Account…');
      await window.quickInput.choose('Add Account', /Rok Registry/);
      await window.quickInput.waitFor('Add Account: Kubernetes context');
      await window.screenshot('contexts');
      await window.quickInput.pick('developer@sandbox');
      await window.quickInput.waitFor('Add Account: Namespace');
      await window.quickInput.accept();
      await window.quickInput.waitFor('Add Account: Service');
      await window.quickInput.accept();
      await window.quickInput.answer('Add Account: Address', sandbox.rok.url);
      await window.dialog.waitFor(/certificate of .* is not trusted/);
      await window.dialog.click('Trust This Authority');
      await window.quickInput.waitFor('Add Account: User name');
      await waitFor('the accounts of the pod', async () =>
        (await window.quickInput.items()).some((row) => row.label === 'ci-bot') ? true : undefined,
      );
      await window.screenshot('accounts');
      await window.quickInput.fill('doe');
      await window.quickInput.accept();
      // The list is the same, with the reason above its rows.
      await waitFor('the reason why it is refused', async () =>
        (await window.quickInput.items()).some(({ label }) => label.includes('no account “doe”'))
          ? true
          : undefined,
      );
      await window.quickInput.pick('jdoe');
      await window.quickInput.waitFor('Add Account: Name');
      await window.quickInput.accept();
      await window.tree.expand(account);
      assert.deepEqual(
        (await window.tree.children(account)).map((row) => row.label),
        ['jdoe'],
      );
    },
  );

  step('issues a token, and shows the end that the server tells', async ({ window, sandbox }) => {
    const pages = await issueFirst(window, new RegExp(`^${issued}`), {
      'Issue Token: Lifetime': ['90m', '90 minutes'],
    });
    assert.equal(pages.length, 2);
    await window.screenshot('issued');
    assert.equal(newest(sandbox).expiresAt - newest(sandbox).createdAt, 5_400_000);
    await window.quickInput.pick('Copy Token');
    await waitFor('the token in the clipboard', async () =>
      (await window.readClipboard()) === newest(sandbox).secret ? true : undefined,
    );
    await window.tree.expand(account, 'jdoe');
    label = `jdoe ${newest(sandbox).uuid.slice(0, 8)}`;
    const row = await window.tree.waitForRow([account, 'jdoe', label], () => true);
    assert.match(row.description, /^(?:90|89) min left/);
  });

  step('copies the four exports, and the token opens the registry', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu([account, 'jdoe', label], 'Copy Token As…');
    await window.quickInput.waitFor('Copy Token As');
    await window.screenshot('copy-as');
    await window.quickInput.pick('Exports for sh, bash and zsh');
    const text = await waitFor('the exports in the clipboard', async () => {
      const clipboard = await window.readClipboard();
      return clipboard.startsWith('export ') ? clipboard : undefined;
    });
    const { account: owner, secret } = newest(sandbox);
    assert.equal(
      text,
      `export ROK_REGISTRY_URL='${sandbox.rok.url}'\n` +
        `export ROK_REGISTRY_USERNAME='jdoe'\n` +
        `export ROK_REGISTRY_UUID='${owner.uuid}'\n` +
        `export ROK_REGISTRY_TOKEN='${secret}'\n`,
    );
    const answer = await send(`${sandbox.rok.url}/auth/v1/token`, {
      bearer: secret,
      ca: sandbox.authority.pem,
    });
    assert.equal(answer.status, 200);
  });

  step(
    'tells in the inspector what is known of a token that nobody can read',
    async (playground) => {
      const { window } = playground;
      await window.tree.pickFromMenu([account, 'jdoe', label], 'Decode Token');
      const frame = await inspectorShowing(window, 'An opaque token: jdoe@');
      const text = await frame.locator('main').innerText();
      assert.match(text, /expires in (?:90|89) min/);
      assert.match(text, /What is known of it here/);
      assert.equal(await frame.locator('.bar .tick').count(), 3);
      assert.ok(!(await frame.content()).includes(newest(playground.sandbox).secret));
      await window.screenshot('inspected');
    },
  );

  step(
    'says that a token is malformed or expired, and issues another one in a click',
    async ({ window, sandbox }) => {
      const former = newest(sandbox);
      sandbox.rok.world.tokens.splice(sandbox.rok.world.tokens.indexOf(former), 1);
      await window.tree.pickFromMenu([account, 'jdoe', label], 'Verify Token with Registry');
      const refusal = /the token is malformed or has expired/;
      await window.notifications.waitFor(refusal);
      await window.screenshot('refused');
      await window.notifications.click(refusal, 'Issue a New One');
      const done = await window.notifications.waitFor(/A token for jdoe was issued and verified/);
      await window.notifications.dismiss(done.message);
      assert.notEqual(newest(sandbox).secret, former.secret);
      assert.equal(newest(sandbox).expiresAt - newest(sandbox).createdAt, 5_400_000);
      await window.tree.waitForNoRow(account, 'jdoe', label);
      label = `jdoe ${newest(sandbox).uuid.slice(0, 8)}`;
      await window.tree.row(account, 'jdoe', label);
    },
  );

  step('offers no revoking and says why; forgetting is there', async ({ window }) => {
    const menu = await window.tree.menu(account, 'jdoe', label);
    assert(menu.includes('Forget Token'));
    assert(!menu.some((item) => item.startsWith('Revoke')));
    assert.match(await window.tree.tooltip(account, 'jdoe', label), /no way to revoke a token/);
    await window.screenshot('tooltip');
  });

  step('issues the same again with three keys from the palette', async ({ window, sandbox }) => {
    const former = newest(sandbox);
    await window.writeClipboard('');
    const keys = new Keys(window);
    await keys.command('Registry Tokens: Issue Token…');
    await window.quickInput.waitFor('Issue Token');
    await window.quickInput.waitForFirst('The same as last time');
    await window.screenshot('again');
    await keys.press('Enter');
    await window.quickInput.waitFor(({ placeholder }) => placeholder.startsWith(issued));
    await window.quickInput.waitForFirst('Copy Token');
    await keys.press('Enter');
    await waitFor('the new token in the clipboard', async () =>
      (await window.readClipboard()) === newest(sandbox).secret ? true : undefined,
    );
    assert.notEqual(newest(sandbox).secret, former.secret);
    assert.equal(newest(sandbox).expiresAt - newest(sandbox).createdAt, 5_400_000);
    assert.equal(keys.afterTheName, 3);
  });

  step('names the missing right', async ({ window, sandbox }) => {
    sandbox.rok.kube.settings.mayExec = [];
    await window.tree.pickFromMenu([account, 'jdoe'], 'Issue Token…');
    await window.quickInput.choose('Issue Token', 'The same as last time');
    await window.notifications.waitFor(
      /lacks the right to get pods\/exec in the namespace rok-registry/,
    );
    await window.screenshot('forbidden');
    sandbox.rok.kube.settings.mayExec = ['get', 'create'];
  });
});
