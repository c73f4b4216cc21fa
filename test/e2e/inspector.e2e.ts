import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { Frame } from 'playwright-core';
import { startWorkbench, waitFor } from './driver/index.ts';
import type { Workbench } from './driver/index.ts';
import { faultsOf, inspectorShowing } from './inspector-frame.ts';
import { needlesOf } from './leak/needles.ts';
import { browserStorage, filesBelow, leaks } from './leak/places.ts';
import { currentVersion, oldestVersion } from '../tools/editor/versions.ts';

const seconds = Math.floor(Date.now() / 1000);
const planted = '<img src="https://planted.invalid/x.png"><script>window.planted = 1</script>';

const claims = {
  iss: 'quay',
  aud: 'quay.example.test',
  sub: 'acme+ci',
  // Far from where the words change, however long the editor takes to start.
  iat: seconds - 10 * 86_400,
  nbf: seconds - 10 * 86_400,
  exp: seconds + 30 * 86_400 + 43_000,
  access: [{ type: 'repository', name: 'acme/web', actions: ['pull', 'push'] }],
  context: { entity_kind: 'robot', entity_reference: 'acme+ci' },
  note: planted,
};

const everyTheme = [
  'Dark Modern',
  'Light Modern',
  'Dark High Contrast',
  'Light High Contrast',
] as const;

/** The oldest editor is asked for less: what it draws differently would show in one theme. */
const editors = [
  { version: currentVersion, themes: [...everyTheme] },
  { version: oldestVersion, themes: ['Dark Modern'] },
] as const;

for (const { version, themes } of editors) {
  describe(`the token inspector in VS Code ${version}`, () => {
    let workbench: Workbench;
    let key: CryptoKey;
    let jwk: JWK;
    let token = '';
    before(async () => {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
      key = privateKey;
      jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
      token = await sign(claims);
      workbench = await startWorkbench({ suite: `inspector-${version}`, version });
    });
    afterEach((test) => workbench.keepFailure(test));
    after(() => workbench.close());

    const sign = (content: object): Promise<string> =>
      new CompactSign(Buffer.from(JSON.stringify(content)))
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'k1' })
        .sign(key);

    const inspector = (...texts: string[]) => inspectorShowing(workbench.window, ...texts);

    async function decode(text: string, ...expected: readonly string[]): Promise<Frame> {
      await workbench.window.writeClipboard(text);
      await workbench.window.runCommand('Registry Tokens: Decode JWT from Selection or Clipboard');
      return inspector(...expected);
    }

    it('answers who, what, until when and whether it is genuine', async () => {
      const frame = await decode(token, 'robot acme+ci');
      const text = await frame.locator('main').innerText();
      assert.match(text, /may pull, push acme\/web, expires in 30 days, signature not checked/);
      assert.equal(await frame.locator('.bar .tick').count(), 4);
      assert.match(
        (await frame.locator('.bar').getAttribute('aria-label')) ?? '',
        /^Issued 10 d ago/,
      );
      assert.ok(!(await frame.content()).includes(token.slice(-40)));
    });

    it('shows what is planted in a claim as text, and lets nothing of it run', async () => {
      const frame = await inspector('robot acme+ci');
      assert.equal(await frame.locator('main img, main script').count(), 0);
      assert.match(await frame.locator('main').innerText(), /planted\.invalid/);
      // Even if markup got in by some other way, the policy stands behind.
      const blocked = await frame.evaluate<string[]>(`new Promise((resolve) => {
      const blocked = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        blocked.push(event.effectiveDirective);
        if (blocked.length === 3) resolve(blocked.sort());
      });
      const script = document.createElement('script');
      script.textContent = 'window.planted = 1';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://planted.invalid/x.png';
      image.alt = '';
      document.body.append(image);
      fetch('https://planted.invalid/').catch(() => {});
    })`);
      assert.deepEqual(blocked, ['connect-src', 'img-src', 'script-src-elem']);
      assert.equal(await frame.evaluate('window.planted'), undefined);
    });

    it('checks the signature on request, and names key and limits', async () => {
      const { window } = workbench;
      // The page before it was not checked either: its button must not be the one that is clicked.
      const jti = '7c9e6679';
      const frame = await decode(await sign({ ...claims, jti }), jti, 'signature not checked');
      await frame.getByRole('button', { name: 'Verify Signature…' }).click();
      await window.quickInput.pick(/Paste a public key/);
      await window.quickInput.waitForMessage(/^Paste the public key/);
      await window.quickInput.fill(JSON.stringify(jwk));
      await window.quickInput.accept();
      await inspector('signature valid');
      const text = await frame.locator('#signature').innerText();
      assert.match(text, /valid under the key k1 \(ES256\)/);
      assert.match(text, /Not checked: whether its server still accepts it/);
      assert.match(await frame.locator('#status').innerText(), /valid under the key k1/);
      await window.screenshot('verified');
      await window.picture('decode', await window.editorArea());
    });

    it('works by keyboard, and copies a claim', async () => {
      const { window } = workbench;
      const frame = await inspector('robot acme+ci');
      await frame.getByRole('button', { name: 'Copy the value of iss' }).focus();
      await window.press('ArrowDown');
      await window.press('ArrowDown');
      await window.press('Enter');
      await waitFor('the claim in the clipboard', async () =>
        (await window.readClipboard()) === 'acme+ci' ? true : undefined,
      );
      await waitFor('the word that it was copied', async () =>
        (await frame.locator('#status').innerText()).includes('sub copied') ? true : undefined,
      );
    });

    for (const theme of themes) {
      it(`has no fault that axe finds, ${theme}`, async () => {
        await workbench.window.switchTheme(theme);
        const bad = { ...claims, iat: seconds - 40_000_000, exp: seconds - 60, nbf: seconds - 99 };
        const frame = await decode(
          await sign({ ...bad, jti: theme }),
          theme,
          'The token has ended',
        );
        await workbench.window.screenshot(`expired ${theme}`);
        assert.deepEqual(await faultsOf(frame), []);
      });
    }

    it('compares two tokens claim by claim', async () => {
      const { window } = workbench;
      await decode(token, 'robot acme+ci');
      await window.writeClipboard(await sign({ ...claims, exp: claims.exp + 7200, jti: '1' }));
      await window.runCommand('Registry Tokens: Compare Tokens…');
      await window.quickInput.pick(/In the clipboard/);
      const frame = await inspector('Compared tokens');
      const text = await frame.locator('main').innerText();
      assert.match(text, /2 differences/);
      assert.match(text, /2 hours later/);
      assert.match(text, /only in the second/);
      await window.screenshot('compared');
    });

    it('is gone after a reload, and no claim is left in what the editor keeps', async () => {
      const { window } = workbench;
      await window.reload();
      const pages = await Promise.all(
        window.page.frames().map((frame) =>
          frame
            .locator('main#page')
            .count()
            .catch(() => 0),
        ),
      );
      assert.ok(pages.every((count) => count === 0));
      const { dataDir, home } = workbench;
      const places = [
        ...(await filesBelow(dataDir)),
        ...(await filesBelow(home)),
        ...(await browserStorage(window.page)),
      ];
      const [, payload = '', signature = ''] = token.split('.');
      const secrets = { claim: 'planted.invalid', payload: payload.slice(8, 48), signature };
      assert.deepEqual(leaks(places, needlesOf(new Map(Object.entries(secrets)))), []);
    });
  });
}
