import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { onPath } from '../tools/on-path.ts';
import { dockerLogin } from './docker/peers.ts';
import { waitFor } from './driver/index.ts';
import {
  account,
  dockerEnvironment,
  importAccount,
  issueOfOwn,
  mine,
  startPlayground,
} from './jfrog/playground.ts';
import { inspectorShowing } from './inspector-frame.ts';
import { story } from './story.ts';

const docker = await onPath('docker');

const npmrc = (directory: string) => path.join(directory, 'npm', 'npmrc');

const start = () =>
  startPlayground('jfrog', {
    env: async (around) => ({
      ...(await dockerEnvironment(around)),
      NPM_CONFIG_USERCONFIG: npmrc(around.directory),
    }),
  });

story('tokens of JFrog for their whole life', start, (step) => {
  step('shows an admin the own tokens and everybody’s by user', async ({ window }) => {
    await importAccount(window);
    const groups = await window.tree.children(account);
    assert.deepEqual(
      groups.map(({ label }) => label),
      ['My tokens', 'All users', 'Pairing tokens'],
    );
    await window.tree.expand(account, 'All users');
    await window.tree.expand(account, 'All users', 'bob');
    const tokens = await window.tree.children(account, 'All users', 'bob');
    assert.deepEqual(tokens.map(({ label }) => label).slice(0, 2), ['editor', 'laptop']);
    await window.screenshot('users');
    await window.tree.collapse(account, 'All users');
  });

  step(
    'issues a refreshable token with a reference, saying what its lifetime means',
    async ({ window, issued }) => {
      await issueOfOwn(window);
      await window.quickInput.fill('2h');
      await waitFor('what two hours mean', async () =>
        (await window.quickInput.visibleItems()).some((row) =>
          JSON.stringify(row).includes('Under 3 hours'),
        )
          ? true
          : undefined,
      );
      await window.screenshot('lifetime');
      await window.quickInput.fill('');
      // The list moves when the typed row goes; a click before that would hit a neighbor.
      await waitFor('the list without the typed row', async () =>
        (await window.quickInput.visibleItems()).some(({ label }) => label === '2h')
          ? undefined
          : true,
      );
      await window.quickInput.pick('30 days');
      await window.quickInput.waitFor('Issue Token: Scope and Options');
      await window.quickInput.switchOn('Refreshable');
      await window.quickInput.switchOn('Reference token');
      await window.quickInput.typeOnPage('Description', 'images');
      await window.screenshot('options');
      await window.quickInput.accept();
      await window.screenshot('issued');
      await window.quickInput.chooseFor('A token of ada was issued.', 'Just Keep It');
      await window.tree.row(...mine, 'images');
      const token = issued('images');
      assert.ok(token?.refresh);
      assert.equal((token.expiry ?? 0) - token.issuedAt, 30 * 86_400);
    },
  );

  step('copies the reference token', async ({ window, issued }) => {
    await window.tree.pickFromMenu([...mine, 'images'], 'Copy Token As…');
    await window.quickInput.choose('Copy Token As', 'Reference token');
    await waitFor('the reference token in the clipboard', async () =>
      (await window.readClipboard()) === issued('images')?.reference ? true : undefined,
    );
  });

  step('logs Docker in with it, and out', async ({ window, sandbox, issued, directory }) => {
    const { host } = sandbox.jfrog;
    await window.tree.pickFromMenu([...mine, 'images'], 'Docker Login');
    await window.quickInput.choose('Docker Login', 'Reference token');
    if (docker === undefined) {
      const missing = 'The docker program was not found on the PATH.';
      await window.notifications.waitFor(missing);
      await window.notifications.click(missing, 'Write Docker’s Configuration');
    }
    await window.notifications.waitFor(/^Docker is logged in to .* as ada\./);
    await window.screenshot('docker-login');
    const config = path.join(directory, 'docker', 'config.json');
    const kept = JSON.parse(await readFile(config, 'utf8')) as {
      readonly auths: Readonly<Record<string, { readonly auth: string }>>;
    };
    assert.equal(
      Buffer.from(kept.auths[host]?.auth ?? '', 'base64').toString(),
      `ada:${issued('images')?.reference ?? ''}`,
    );
    await window.tree.pickFromMenu([...mine, 'images'], 'Docker Logout', 'Use Token In');
    await window.notifications.waitFor(/^Docker is logged out of /);
    assert.doesNotMatch(await readFile(config, 'utf8'), /auth"/);
  });

  step('sets npm up with it, from the keyboard to the file', async ({ window, directory }) => {
    await window.runCommand('Registry Tokens: Set Up Tool…');
    const enter = async (title: string, text: string) => {
      await window.quickInput.waitFor(title);
      await window.quickInput.fill(text);
      await window.quickInput.waitForFirst(text);
      await window.quickInput.accept();
    };
    await enter('Set Up Tool', 'images');
    await enter('Set Up Tool: Tool', 'npm, pnpm and Yarn 1');
    await enter('Set Up Tool: Repository', 'acme-npm');
    await enter('Set Up Tool: Token', 'In the tool’s own file');
    const { detail } = await window.dialog.waitFor('Set up npm, pnpm and Yarn 1 for acme-npm?');
    assert.match(detail, /npmrc: a new file that holds the token; .* \(mode 0600\)/);
    await window.screenshot('set-up-tool');
    await window.dialog.click('Set Up');
    const text = await waitFor('the file of npm', () =>
      readFile(npmrc(directory), 'utf8').catch(() => undefined),
    );
    assert.match(text, /^registry=https:.*\/api\/npm\/acme-npm\/\n\/\/.*:_authToken=\S+\n$/);
    assert.equal((await stat(npmrc(directory))).mode & 0o777, 0o600);
  });

  step('refreshes it in one step; the old one no longer works', async (playground) => {
    const { window, sandbox, issued, directory } = playground;
    const old = issued('images');
    assert.ok(old);
    await window.tree.pickFromMenu([...mine, 'images'], 'Refresh Token');
    await window.notifications.waitFor('images was refreshed; the old token no longer works.');
    await window.screenshot('refreshed');
    assert.equal(old.isRevoked, true);
    assert.notEqual(issued('images')?.id, old.id);
    await window.notifications.dismiss('images was refreshed; the old token no longer works.');
    const token = issued('images');
    assert.ok(token);
    // npm's file follows it without a question.
    await waitFor('the new token in the file of npm', async () =>
      (await readFile(npmrc(directory), 'utf8')).includes(sandbox.jfrog.world.jwt(token))
        ? true
        : undefined,
    );
  });

  step('verifies it, its signature included', async ({ window }) => {
    await window.tree.pickFromMenu([...mine, 'images'], 'Verify Token with Registry');
    const { message } = await window.notifications.waitFor(/accepts the token of ada/);
    assert.match(message, /The signature is valid under the key/);
    await window.notifications.dismiss(/accepts the token of ada/);
  });

  step(
    'verifies its signature in the inspector with the account’s keys',
    async ({ window, sandbox }) => {
      await window.tree.pickFromMenu([...mine, 'images'], 'Decode Token');
      const frame = await inspectorShowing(window, 'signature not checked');
      await frame.getByRole('button', { name: 'Verify Signature…' }).click();
      await window.quickInput.pick(`Keys of ${account}`);
      await inspectorShowing(window, 'signature valid');
      const text = await frame.locator('#signature').innerText();
      assert.ok(text.includes(`valid under the key ${sandbox.jfrog.key.kid} (RS256)`), text);
      assert.ok(text.includes(`the root certificate of ${sandbox.jfrog.host}`), text);
      await window.screenshot('inspector-verified');
    },
  );

  step(
    'finds a token whose scope was changed with the same keys',
    async ({ window, sandbox, issued }) => {
      const token = issued('images');
      assert.ok(token);
      const [header = '', payload = '', signature = ''] = sandbox.jfrog.world.jwt(token).split('.');
      const known = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const forged = JSON.stringify({ ...known, scp: 'applied-permissions/admin' });
      await window.writeClipboard(
        [header, Buffer.from(forged).toString('base64url'), signature].join('.'),
      );
      await window.runCommand('Registry Tokens: Decode JWT from Selection or Clipboard');
      const frame = await inspectorShowing(window, 'signature not checked');
      await frame.getByRole('button', { name: 'Verify Signature…' }).click();
      await window.quickInput.pick(`Keys of ${account}`);
      await inspectorShowing(window, 'signature invalid');
      await window.screenshot('inspector-invalid');
    },
  );

  step('requests a pairing token whose five minutes run', async ({ window }) => {
    await window.tree.clickAction([account, 'Pairing tokens'], 'Request Pairing Token…');
    await window.quickInput.choose(/Purpose/, /Mission Control/);
    await window.quickInput.chooseFor(/works once, for five minutes/, 'Just Keep It');
    await window.tree.expand(account, 'Pairing tokens');
    const [row] = await window.tree.children(account, 'Pairing tokens');
    assert.match(row?.description ?? '', /[45] min left/);
    await window.screenshot('pairing');
  });

  step('signs in through the browser, with a code to compare', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu([account], 'Sign In Again…');
    await window.quickInput.choose(/Sign-in$/, 'In the browser');
    // The page opens in another tab; it is the platform's, and not ours to test.
    await window.quickInput.waitFor(/Browser$/);
    await waitFor('the code of the login', async () => {
      const [session = ''] = sandbox.jfrog.world.logins.keys();
      const rows = JSON.stringify(await window.quickInput.visibleItems());
      return session !== '' && rows.includes(`Code: ${session.slice(-4)}`) ? true : undefined;
    });
    await window.screenshot('browser-login');
    // The sandbox confirms as bob after a while, which is not whose account this is.
    await window.dialog.waitFor('This sign-in belongs to bob, not to ada.');
    await window.dialog.click('Cancel');
  });

  step('warns before it revokes the token this account signed in with', async ({ window }) => {
    await window.tree.pickFromMenu([...mine, 'editor'], 'Revoke Token…');
    const { detail } = await window.dialog.waitFor('Revoke editor, a token of ada?');
    assert.match(detail, /^This account signs in with it: /);
    await window.screenshot('own-token');
    await window.dialog.click('Cancel');
  });

  step('revokes a token, which logs in no more', async ({ window, sandbox, issued }) => {
    const token = issued('images');
    assert.ok(token);
    await window.tree.pickFromMenu([...mine, 'images'], 'Revoke Token…');
    await window.dialog.waitFor('Revoke images, a token of ada?');
    await window.dialog.click('Revoke');
    await window.notifications.waitFor(/^images was revoked/);
    await window.tree.waitForNoRow(...mine, 'images');
    assert.equal(token.isRevoked, true);
    if (docker === undefined) return;
    const { host } = sandbox.jfrog;
    const secret = token.reference ?? '';
    const refused = await dockerLogin(docker, sandbox, { host, user: 'ada', secret });
    assert.notEqual(refused.code, 0, refused.output);
  });
});
