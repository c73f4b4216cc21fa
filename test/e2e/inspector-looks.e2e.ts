import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { Frame } from 'playwright-core';
import { startWorkbench, waitFor } from './driver/index.ts';
import type { Workbench } from './driver/index.ts';
import { faultsOf, inspectorShowing } from './inspector-frame.ts';

const seconds = Math.floor(Date.now() / 1000);

const claims = {
  iss: 'quay',
  aud: 'quay.example.test',
  sub: 'acme+ci',
  // Far from where the words change, however long the editor takes to start.
  iat: seconds - 10 * 86_400,
  nbf: seconds - 10 * 86_400,
  exp: seconds + 30 * 86_400 + 43_000,
  access: [{ type: 'repository', name: 'acme/web', actions: ['pull', 'push'] }],
  note: `a long value that nothing breaks: ${'x'.repeat(120)}`,
};

/** The window as it is, and what is left of its pixels at twice the size. */
const usual = { width: 1280, height: 800 };
const enlarged = { width: usual.width / 2, height: usual.height / 2 };

/** The narrowest column that is asked for, in pixels. */
const narrowest = 300;

interface Widths {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

const widthsOf = (frame: Frame): Promise<Widths> =>
  frame.evaluate(
    '(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }))(document.documentElement)',
  );

describe('the looks of the token inspector', () => {
  let workbench: Workbench;
  let key: CryptoKey;
  let jwk: JWK;
  let decodedBefore = 0;
  before(async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    key = privateKey;
    jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
    workbench = await startWorkbench({ suite: 'inspector-looks', viewport: usual });
  });
  afterEach((test) => workbench.keepFailure(test));
  after(() => workbench.close());

  const sign = (content: object, kid = 'k1'): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
      .sign(key);

  async function decode(text: string, ...expected: readonly string[]): Promise<Frame> {
    await workbench.window.writeClipboard(text);
    await workbench.window.runCommand('Registry Tokens: Decode JWT from Selection or Clipboard');
    return inspectorShowing(workbench.window, ...expected);
  }

  /** Decodes a token that no page before has shown: a page that is still there is not taken for it. */
  async function decodeNew(content: object, expected: string): Promise<Frame> {
    decodedBefore += 1;
    const jti = `jti-${decodedBefore}`;
    return decode(await sign({ ...content, jti }), jti, expected);
  }

  /** Looks at a page in the narrowest column, and with its faults as axe finds them. */
  async function lookInColumn(name: string, expected: string): Promise<void> {
    const { window } = workbench;
    const { clientWidth } = await widthsOf(await inspectorShowing(window, expected));
    await window.page.setViewportSize({
      ...usual,
      width: usual.width - (clientWidth - narrowest),
    });
    await waitFor('the column to be narrow', async () =>
      (await widthsOf(await inspectorShowing(window, expected))).clientWidth <= narrowest
        ? true
        : undefined,
    );
    await look(`${name} narrow`, expected);
    await window.page.setViewportSize(usual);
  }

  /** Looks at a page as it is: nothing is cut off, and axe finds no fault. */
  async function look(name: string, expected: string): Promise<void> {
    const frame = await inspectorShowing(workbench.window, expected);
    assert.deepEqual(await faultsOf(frame), [], name);
    const { scrollWidth, clientWidth } = await widthsOf(frame);
    assert.ok(scrollWidth <= clientWidth, `${name}: ${scrollWidth} in ${clientWidth}`);
    await workbench.window.screenshot(name);
  }

  for (const theme of [
    'Light Modern',
    'Dark High Contrast',
    'Light High Contrast',
    'Dark Modern',
  ] as const) {
    it(`fits into every size, ${theme}`, async () => {
      await workbench.window.switchTheme(theme);
      const bad = { ...claims, exp: seconds - 60, nbf: seconds - 99 };
      await decodeNew(bad, 'The token has ended');
      await look(`expired ${theme}`, 'The token has ended');
      await lookInColumn(`expired ${theme}`, 'The token has ended');
      await workbench.window.page.setViewportSize(enlarged);
      await look(`expired ${theme} enlarged`, 'The token has ended');
      await workbench.window.page.setViewportSize(usual);
    });
  }

  it('reads as sentences to who cannot see it', async () => {
    const frame = await decodeNew(claims, 'acme+ci at quay, may pull');
    const tree = await frame.locator('body').ariaSnapshot();
    for (const said of [
      /heading "acme\+ci at quay" \[level=1\]/,
      /paragraph: acme\+ci at quay, may pull, push acme\/web, expires in 30 days, signature not checked/,
      /group "Actions":\s+- button "Verify Signature…"/,
      /heading "Life" \[level=2\]\s+- img "Issued 10 d ago, expires in 30 days"/,
      /heading "Signature" \[level=2\]\s+- paragraph: "?Not checked: what is shown is what the token says of itself\./,
      /table "Claims":/,
      /columnheader "Name"\s+- columnheader "Meaning"\s+- columnheader "Value"/,
      /rowheader "access"[^]*cell "what it may do with images[^"]*pull, push acme\/web"/,
      /button "Copy the value of access"/,
      /- status/,
    ]) {
      assert.match(tree, said, tree);
    }
  });

  it('signs a test token, and checks it with the key that was made for it', async () => {
    const { window } = workbench;
    await decodeNew(claims, 'acme+ci at quay, may pull');
    await window.runCommand('Registry Tokens: Sign Test Token…');
    await window.quickInput.pick('ES256');
    await window.quickInput.pick('1 hour');
    await window.quickInput.waitForMessage(/^The claims, as JSON/);
    await window.quickInput.accept();
    const frame = await inspectorShowing(window, 'A test token: acme+ci');
    await frame.getByRole('button', { name: 'Verify Signature…' }).click();
    await window.quickInput.pick('Key of this test token');
    await inspectorShowing(window, 'signature valid');
    await lookInColumn('test token', 'signature valid');
  });

  it('is shared as Markdown, without what identifies', async () => {
    const { window } = workbench;
    const frame = await decodeNew(claims, 'signature not checked');
    await frame.getByRole('button', { name: 'Copy as Markdown…' }).click();
    await window.quickInput.pick('Without identifying values');
    const copied = await waitFor('the page in the clipboard', async () => {
      const text = await window.readClipboard();
      return text.startsWith('**') ? text : undefined;
    });
    assert.match(copied, /^\*\*A token, expires in 30 days\*\*/);
    assert.ok(!copied.includes('acme') && !copied.includes('quay'));
  });

  it('lets one choose among several signatures', async () => {
    const { window } = workbench;
    const [first = '', second = ''] = await Promise.all(
      ['other', 'k1'].map((kid) => sign(claims, kid)),
    );
    const payload = first.split('.')[1];
    const signatures = [first, second].map((text) => {
      const [header, , signature] = text.split('.');
      return { protected: header, signature };
    });
    const frame = await decode(JSON.stringify({ payload, signatures }), 'has 2 signatures');
    await frame.getByRole('button', { name: 'Verify Signature…' }).click();
    await window.quickInput.pick('Signature 2');
    // The page shows the other signature meanwhile; the keyboard stays with the questions.
    await window.quickInput.waitFor(({ placeholder }) => placeholder === 'With which key?');
    await window.page.keyboard.type('Paste');
    await window.quickInput.waitFor(({ value }) => value === 'Paste');
    await window.press('Enter');
    await window.quickInput.waitForMessage(/^Paste the public key/);
    await window.page.keyboard.insertText(JSON.stringify(jwk));
    await window.press('Enter');
    await inspectorShowing(window, 'signature valid');
    await lookInColumn('several signatures', 'signature valid');
  });

  it('opens an encrypted token with a secret of the person’s', async () => {
    const { window } = workbench;
    const secret = Buffer.alloc(32, 7);
    const encrypted = await new CompactEncrypt(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(secret);
    const frame = await decode(encrypted, 'An encrypted token');
    await frame.getByRole('button', { name: 'Decrypt…' }).click();
    await window.quickInput.pick('Secret or password…');
    await window.quickInput.waitForMessage(/^The secret or password/);
    await window.quickInput.fill(secret.toString('base64'));
    await window.quickInput.accept();
    await inspectorShowing(window, 'acme+ci at quay');
    await lookInColumn('decrypted', 'acme+ci at quay');
  });

  it('says where a token is broken', async () => {
    const good = await sign(claims);
    await decode(`${good.slice(0, -9)}…${good.slice(-8)}`, 'A token that is broken');
    await lookInColumn('broken', 'which does not belong there');
  });

  it('compares two tokens', async () => {
    const { window } = workbench;
    await decodeNew(claims, 'acme+ci at quay, may pull');
    await window.writeClipboard(await sign({ ...claims, exp: claims.exp + 7200, jti: '1' }));
    await window.runCommand('Registry Tokens: Compare Tokens…');
    await window.quickInput.pick('In the clipboard');
    await lookInColumn('compared', 'Compared tokens');
  });

  const base64url = (text: string): string => Buffer.from(text).toString('base64url');

  /** A token with one claim that can be disclosed, and its disclosure. */
  async function disclosing(sub: string): Promise<string> {
    const disclosure = base64url(JSON.stringify(['c2FsdC1vZi1pdHM', 'email', 'ci@acme.test']));
    const digest = createHash('sha256').update(disclosure).digest('base64url');
    const issued = await sign({ ...claims, sub, _sd: [digest], _sd_alg: 'sha-256' });
    return `${issued}~${disclosure}~`;
  }

  const forms = [
    {
      theme: 'Light Modern',
      name: 'basic login',
      make: async (sub: string) =>
        `Authorization: Basic ${Buffer.from(`acme+ci:${await sign({ ...claims, sub })}`).toString('base64')}`,
    },
    {
      theme: 'Dark High Contrast',
      name: 'prefixed',
      make: async (sub: string) => `ghs_123_${await sign({ ...claims, sub })}`,
    },
    {
      theme: 'Light High Contrast',
      name: 'JSON in a log',
      make: async (sub: string) => {
        const [header, payload, signature] = (await sign({ ...claims, sub })).split('.');
        const text = JSON.stringify({ payload, protected: header, signature });
        return `2026-11-26T12:00:00Z INFO issued ${text} in 3 ms`;
      },
    },
    { theme: 'Dark Modern', name: 'disclosed', make: disclosing },
  ] as const;
  for (const { theme, name, make } of forms) {
    it(`shows what it was in: ${name}, ${theme}`, async () => {
      await workbench.window.switchTheme(theme);
      const sub = `bot-${name.replaceAll(' ', '-')}`;
      await decode(await make(sub), sub);
      await look(name, sub);
    });
  }

  it('lists the logins of a file in the clipboard, without their secrets', async () => {
    const { window } = workbench;
    const auth = Buffer.from('acme+ci:planted-password').toString('base64');
    const file = Buffer.from(JSON.stringify({ auths: { 'quay.example.com': { auth } } }));
    await window.writeClipboard(file.toString('base64'));
    await window.runCommand('Registry Tokens: Decode JWT from Selection or Clipboard');
    await window.waitForEditor('Logins.jsonc');
    const text = await window.editor.waitFor(/quay\.example\.com/);
    assert.match(text, /"userName": "acme\+ci"/);
    assert.doesNotMatch(text, /planted-password/);
    await window.screenshot('logins');
  });
});
