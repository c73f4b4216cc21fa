import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { FEDERATED_SUBJECT } from '../sandbox/sandbox.ts';
import { findBrowser } from '../tools/browser.ts';
import { waitFor } from './driver/index.ts';
import { needlesOf } from './leak/needles.ts';
import { browserStorage, contentOf, filesBelow, leaks } from './leak/places.ts';
import { ProcessWatch } from './leak/processes.ts';
import { accountLabel, clipboardHolds, importAccount, robotToken } from './quay/playground.ts';
import { story } from './quay/story.ts';

const suite = 'leak';
const acme = [accountLabel, 'acme-platform'] as const;
const robot = 'acme-platform+ci';

describe('the search for leaks', () => {
  const secret = 'A/SECRET+THAT IS?PLANTED&FOUND~"0123456789';
  const needles = needlesOf(new Map([['planted', secret]]));
  const planted: readonly [form: string, text: string][] = [
    ['plain', `token=${secret};`],
    ['plain', `…${secret.slice(7, 19)}…`],
    ['escaped', `https://quay.example.test/?token=${encodeURIComponent(secret)}&x=1`],
    ['JSON', JSON.stringify({ secret })],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ...['', 'a:', 'ab:', 'abc:'].map((user): [string, string] => [
      `base64 after ${user.length}`,
      Buffer.from(`${user}${secret}\n`).toString('base64'),
    ]),
    ['base64url', Buffer.from(`{"t":"${secret}"}`).toString('base64url')],
  ];
  for (const [index, [form, text]] of planted.entries()) {
    it(`finds a secret that is ${form}, number ${index}`, async () => {
      const directory = await mkdtemp(path.join(tmpdir(), 'rt-leak-'));
      try {
        await writeFile(path.join(directory, 'state.json'), `{"state":"${text}"}`);
        const [found] = leaks(await filesBelow(directory), needles);
        assert.match(found ?? '', /^planted \([a-zJSON]+.*\) in state\.json/);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    });
  }

  it('finds what a page, or a frame within a frame as webviews are, shows or keeps', async () => {
    const pages: Readonly<Record<string, string>> = {
      '/': '<iframe src="/outer"></iframe>',
      '/outer': '<iframe src="/inner"></iframe>',
      '/inner': '<p>what a webview shows</p>',
    };
    const server = createServer(({ url = '' }, response) => {
      response.setHeader('content-type', 'text/html').end(pages[url] ?? '');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const browser = await chromium.launch((await findBrowser()).launch);
    const leak = JSON.stringify(secret);
    try {
      for (const [plant, kept] of [
        [`document.body.append(${leak})`, 'markup'],
        [`document.body.dataset.left = ${leak}`, 'markup'],
        [
          `document.body.append(Object.assign(document.createElement('textarea'), { value: ${leak} }))`,
          'state',
        ],
        [`window.name = ${leak}`, 'state'],
        [`history.replaceState({ left: ${leak} }, '')`, 'state'],
        [`sessionStorage.setItem('left', ${leak})`, 'state'],
        [`localStorage.setItem('left', ${leak})`, 'state'],
      ] as const) {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(origin);
        for (const frame of page.frames()) await frame.waitForLoadState();
        assert.deepEqual(leaks(await contentOf(page), needles), []);
        const inner = page.frames().findIndex((frame) => frame.url().endsWith('/inner'));
        await page.frames()[inner]?.evaluate(plant);
        const found = leaks(await contentOf(page), needles);
        assert.ok(found.includes(`planted (plain) in ${kept} of frame ${inner}`), plant);
        const storage = leaks(await browserStorage(page), needles);
        const [, store] = /^(session|local)Storage/.exec(plant) ?? [];
        assert.deepEqual(
          storage.filter((place) => place.includes('(plain)')),
          store === undefined ? [] : [`planted (plain) in ${store} storage`],
        );
        await context.close();
      }
    } finally {
      await browser.close();
      server.close();
    }
  });

  const skip = process.platform !== 'linux' && 'there is no /proc';
  it('finds what a program was told that has gone meanwhile', { skip }, async () => {
    const home = path.join(tmpdir(), `rt-home-${process.pid}`);
    const given = secret.toLowerCase();
    const watch = new ProcessWatch({ home, environment: { GIVEN: given } });
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', '--', secret], {
      env: { HOME: home, GIVEN: given, LEFT_BEHIND: secret },
    });
    await once(child, 'spawn');
    await watch.places();
    child.stdin.end();
    await once(child, 'close');
    const found = leaks(await watch.places(), needles);
    watch.stop();
    for (const place of ['command lines', 'environment of a process']) {
      assert.ok(found.includes(`planted (plain) in ${place}`), place);
    }
  });

  it('takes eleven characters for chance, and of a JWT the signature alone for secret', () => {
    assert.deepEqual(leaks([{ name: 'x', text: `-${secret.slice(3, 14)}-` }], needles), []);
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0aGUgc3ViamVjdCJ9.c2lnbmF0dXJlIHRoYXQgaXMgbG9uZw';
    const ofJwt = needlesOf(new Map([['jwt', jwt]]));
    assert.deepEqual(leaks([{ name: 'x', text: jwt.slice(0, 60) }], ofJwt), []);
    assert.equal(leaks([{ name: 'x', text: jwt }], ofJwt).length, 1);
  });
});

/** Longer than it takes to look at the clipboard, in seconds. */
const clearSeconds = 15;
const options = { suite, settings: { 'registryTokens.clipboardClearSeconds': clearSeconds } };

story('secrets', options, (step) => {
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

  step('pass through an exchange, a verification and a decoding', async (playground) => {
    const { window, sandbox, leaks } = playground;
    const identity = await sandbox.oidc.mint({ sub: FEDERATED_SUBJECT });
    leaks.add('the OIDC token', identity);
    await window.tree.expand(...acme, 'ci');
    await window.tree.pickFromMenu([...acme, 'ci'], 'Exchange OIDC Token…', 'Access');
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
    leaks.add('the exchanged token', exchanged);
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
    assert.deepEqual(await leaks.inMarkup(), []);
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

  step('are in the clipboard for their time and no longer', async ({ leaks }) => {
    await waitFor('the end of that time', async () =>
      (await leaks.inClipboard()).length === 0 ? true : undefined,
    );
  });

  step('are sealed where the browser keeps them', async ({ window, workbench, leaks }) => {
    assert.ok(leaks.secrets > 40, `only ${leaks.secrets} secrets`);
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
    const logs = await filesBelow(workbench.directory);
    assert.ok(
      logs.some(({ text }) => text.includes('may have been replaced or not')),
      'the log is not where it is looked for',
    );
  });

  step('would be found wherever they were left', async ({ window, workbench, sandbox, leaks }) => {
    const token = robotToken(sandbox, robot);
    await window.writeClipboard(token);
    assert.deepEqual(await leaks.inClipboard(), [`token of ${robot} (plain) in the clipboard`]);
    await window.writeClipboard('');
    const leak = path.join(workbench.directory, 'tmp', 'left-behind');
    await writeFile(leak, token);
    await window.page.evaluate(`localStorage.setItem('left', '${token}')`);
    await window.page.evaluate(`sessionStorage.setItem('left', '${token}')`);
    await window.page.evaluate(`document.body.dataset.left = '${token}'`);
    await window.page.evaluate(
      `document.body.append(Object.assign(document.createElement('input'), { value: '${token}' }))`,
    );
    const found = await leaks.search();
    await rm(leak);
    await window.page.evaluate("localStorage.removeItem('left')");
    await window.page.evaluate("sessionStorage.removeItem('left')");
    for (const place of [
      'markup of frame 0',
      'state of frame 0',
      'local storage',
      'session storage',
      'tmp/left-behind',
    ]) {
      const leaked = `token of ${robot} (plain) in ${place}`;
      assert.ok(found.includes(leaked), `${place}: ${found.join('\n')}`);
    }
  });
});
