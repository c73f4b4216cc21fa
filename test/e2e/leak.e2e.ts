import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { FEDERATED_SUBJECT } from '../sandbox/sandbox.ts';
import { outDir } from '../tools/paths.ts';
import { waitFor } from './driver/index.ts';
import { needlesOf } from './leak/needles.ts';
import { browserStorage, commandLines, filesBelow, leaks } from './leak/places.ts';
import type { Place } from './leak/places.ts';
import { accountLabel, clipboardHolds, importAccount, robotToken } from './quay/playground.ts';
import { story } from './quay/story.ts';

const suite = 'leak';
const acme = [accountLabel, 'acme-platform'] as const;
const robot = 'acme-platform+ci';

describe('the search for leaks', () => {
  const secret = 'A/SECRET+THAT IS?PLANTED&FOUND~0123456789';
  const needles = needlesOf(new Map([['planted', secret]]));
  const planted: readonly [form: string, text: string][] = [
    ['plain', `token=${secret};`],
    ['escaped', `https://quay.example.test/?token=${encodeURIComponent(secret)}&x=1`],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ...['', 'a:', 'ab:', 'abc:'].map((user): [string, string] => [
      `base64 after ${user.length}`,
      Buffer.from(`${user}${secret}\n`).toString('base64'),
    ]),
    ['base64url', Buffer.from(`{"t":"${secret}"}`).toString('base64url')],
  ];
  for (const [form, text] of planted) {
    it(`finds a secret that is ${form}`, async () => {
      const directory = await mkdtemp(path.join(tmpdir(), 'rt-leak-'));
      try {
        await writeFile(path.join(directory, 'state.json'), `{"state":"${text}"}`);
        const places = await filesBelow(directory);
        assert.equal(leaks(places, needles).length >= 1, true, form);
        assert.match(leaks(places, needles).join(), /^planted \([a-z]+.*\) in state\.json/);
        assert.deepEqual(leaks([{ name: 'none', text: text.slice(0, 12) }], needles), []);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    });
  }
});

/** Every secret that the extension may have held until now. */
function secretsOf({ quay, recorder }: Sandbox, more: ReadonlyMap<string, string>) {
  const secrets = new Map(more);
  for (const [name, { secret }] of Object.entries<{ readonly secret: string }>({
    ...quay.tokens,
  })) {
    secrets.set(`API token ${name}`, secret);
  }
  for (const [name, { token, namespace }] of quay.world.robots) {
    if (namespace !== 'big-org') secrets.set(`token of ${name}`, token);
  }
  for (const { title, code } of quay.world.appTokens.values()) {
    secrets.set(`app token ${title}`, code);
  }
  // What arrived at the servers, as it is and taken apart.
  recorder.authorizations().forEach((value, index) => {
    const [scheme = '', credentials = ''] = value.split(' ');
    const isBasic = scheme.toLowerCase() === 'basic';
    const text = isBasic ? Buffer.from(credentials, 'base64').toString() : credentials;
    secrets.set(`credentials ${index}`, text.slice(text.indexOf(':') + 1));
  });
  for (const [name, secret] of [...secrets]) {
    // Of a JWT nothing but the signature is hard to guess.
    const [, , signature] = secret.split('.');
    if (signature !== undefined) secrets.set(`signature of ${name}`, signature);
  }
  return secrets;
}

story('secrets', { suite }, (step) => {
  /** Those of which the sandbox knows nothing any more. */
  const former = new Map<string, string>();
  /** What stood in webviews, which are no part of the page's own markup. */
  const frames: Place[] = [];

  step('pass through an import, a copy and a failure', async ({ window, sandbox }) => {
    await importAccount(window);
    await window.tree.expand(accountLabel);
    await window.tree.expand(...acme);
    await window.tree.clickAction([...acme, 'ci'], 'Copy Token');
    await clipboardHolds(window, robotToken(sandbox, robot));
    await window.screenshot('copied');
    sandbox.quay.faults.add({ kind: 'truncated-json', method: 'GET', path: '*/robots/ci' });
    await window.tree.clickAction([...acme, 'ci'], 'Copy Token');
    const { message } = await window.notifications.waitFor(/Sandbox Quay: /);
    await window.screenshot('truncated');
    await window.notifications.dismiss(message);
  });

  step('pass through a regeneration whose answer is lost', async ({ window, sandbox }) => {
    former.set('the token before', robotToken(sandbox, robot));
    sandbox.quay.faults.add({ kind: 'cut-after', method: 'POST' });
    await window.tree.pickFromMenu([...acme, 'ci'], 'Regenerate Token…');
    await window.dialog.waitFor(`Regenerate the token of ${robot}?`);
    await window.dialog.click('Regenerate');
    const { message } = await window.notifications.waitFor(/may have been replaced or not\.$/);
    await window.screenshot('lost');
    await window.notifications.click(message, 'Check Now');
    const done = `${robot} has a new token; the old one no longer works.`;
    await window.notifications.waitFor(done);
    await window.screenshot('found');
    await window.notifications.click(done, 'Set Active');
    await window.statusBar.waitFor('active');
    await window.statusBar.tooltip('active');
    await window.screenshot('tooltip');
  });

  step('pass through a sign-in that is refused', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu([accountLabel], 'Sign In Again…');
    const title = `Sign In Again to ${accountLabel}: API token`;
    await window.quickInput.answer(title, sandbox.quay.tokens.expired.secret);
    await window.quickInput.waitForMessage(/does not know this token/);
    await window.screenshot('refused');
    await window.quickInput.fill(robotToken(sandbox, robot));
    await window.quickInput.waitForMessage(/Robots cannot call the API/);
    await window.screenshot('robot-token');
    await window.quickInput.cancel();
  });

  step('pass through an exchange, a verification and a decoding', async ({ window, sandbox }) => {
    const identity = await sandbox.oidc.mint({ sub: FEDERATED_SUBJECT });
    former.set('the OIDC token', identity);
    await window.tree.expand(...acme, 'ci');
    await window.tree.pickFromMenu([...acme, 'ci'], 'Exchange OIDC Token…');
    await window.quickInput.answer('Exchange Token for acme-platform+ci: OIDC token', identity);
    const done = 'acme-platform+ci got a token for one hour.';
    await window.quickInput.waitFor(({ placeholder }) => placeholder === done);
    await window.screenshot('exchanged');
    await window.writeClipboard('');
    await window.quickInput.pick('Copy Token');
    const exchanged = await waitFor('the token in the clipboard', async () => {
      const text = await window.readClipboard();
      return text === '' ? undefined : text;
    });
    former.set('the exchanged token', exchanged);
    const row = [...acme, 'ci', `${robot} (exchanged)`] as const;
    await window.tree.pickFromMenu(row, 'Verify Token with Registry');
    await window.notifications.waitFor(/accepts the token of acme-platform\+ci/);
    await window.screenshot('verified');
    await window.tree.pickFromMenu(row, 'Decode Token');
    await window.waitForEditor(/acme-platform\+ci/);
    const claims = window.page
      .frameLocator('iframe.webview')
      .frameLocator('iframe')
      .locator('body');
    await claims.getByText(robot).first().waitFor();
    for (const [index, frame] of window.page.frames().entries()) {
      frames.push({ name: `frame ${index}`, text: await frame.content() });
    }
    await window.screenshot('decoded');
  });

  step('pass through the issue of an app token', async ({ window }) => {
    await window.tree.clickAction([accountLabel, 'App tokens'], 'Issue Token…');
    await window.quickInput.answer('Issue App Token: Title', 'found nowhere');
    const issued = 'The app token “found nowhere” was issued.';
    await window.quickInput.waitFor(({ placeholder }) => placeholder === issued);
    await window.screenshot('app-token');
    await window.quickInput.pick('Just Keep It');
    await window.runCommand('Registry Tokens: Show Log');
    await window.output.waitFor(/may have been replaced or not/);
    await window.screenshot('log');
  });

  step('are sealed where the browser keeps them, and nowhere else', async (playground) => {
    const { window, workbench, sandbox } = playground;
    const secrets = secretsOf(sandbox, former);
    const needles = needlesOf(secrets);
    assert.ok(secrets.size > 20, `only ${secrets.size} secrets`);
    // Into the state that the browser keeps: what a window holds back is written at its end.
    await window.reload();
    await window.openView();
    const inBrowser = await browserStorage(window.page);
    const sealed = inBrowser.find(({ name }) => name === 'local storage');
    assert.match(sealed?.text ?? '', /secrets\.provider/);
    assert.ok(
      inBrowser.some(({ text }) => text.includes(robot)),
      'the records of tokens are not where they are looked for',
    );
    const logs = await filesBelow(workbench.dataDir);
    assert.ok(
      logs.some(({ text }) => text.includes('may have been replaced or not')),
      'the log is not where it is looked for',
    );
    const places = [
      ...inBrowser,
      ...frames,
      ...logs,
      ...(await filesBelow(workbench.home)),
      ...(await filesBelow(workbench.folder)),
      ...(await filesBelow(path.join(outDir, 'screenshots', suite))),
      { name: 'what was printed', text: workbench.printed() },
      await commandLines(),
    ];
    assert.deepEqual(leaks(places, needles), []);
    // The same search finds what does hold them: the file that is offered for import.
    const offered = await filesBelow(path.dirname(playground.accountsFile));
    assert.deepEqual(leaks(offered, needles).slice(0, 1), [
      'API token full (plain) in accounts.json',
    ]);
  });
});
