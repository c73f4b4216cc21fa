import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const seconds = Math.floor(Date.now() / 1000);
const segment = (content: unknown): string =>
  Buffer.from(JSON.stringify(content)).toString('base64url');
const token = [
  segment({ alg: 'RS256', kid: 'k' }),
  segment({ iss: 'quay', sub: 'acme+ci', exp: seconds + 3600, note: '[x](command:evil) <b>' }),
  Buffer.from('planted-signature').toString('base64url'),
].join('.');

const other = [segment({ alg: 'RS256' }), segment({ iss: 'quay', sub: 'acme+cd' }), 'AAAA'].join(
  '.',
);

/** Asks until there is an answer: providers are registered a moment after the text appears. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function open(content: string, language = 'plaintext'): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document);
  return document;
}

/** The text of our hover at a place. */
async function hoverAt(uri: vscode.Uri, at: vscode.Position): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    at,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .find((text) => text.includes('inspectAt'));
}

async function lensesOf(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return (lenses ?? []).filter(({ command }) => command?.command === 'registryTokens.inspectAt');
}

const tabs = (): string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all.map(({ label }) => label));

describe('tokens in editors', () => {
  before(async () => {
    await vscode.extensions.getExtension('registry-tokens.registry-tokens')?.activate();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  for (const language of ['plaintext', 'yaml', 'json', 'dotenv', 'log']) {
    it(`have a hover in ${language}, which holds the token nowhere, and three commands`, async () => {
      const { uri } = await open(
        `TOKEN=${token}\n`,
        language === 'dotenv' ? 'properties' : language,
      );
      const text = await until(() => hoverAt(uri, new vscode.Position(0, 20)));
      assert.match(text, /acme\\\+ci at quay/);
      assert.match(text, /Signature not checked/);
      assert.ok(!text.includes(token.slice(0, 30)));
      assert.ok(!text.includes(token.slice(-10)));
      const commands = [...text.matchAll(/command:[\w.]+/g)].map(([command]) => command);
      assert.deepEqual(
        [...new Set(commands)],
        [
          'command:registryTokens.inspectAt',
          'command:registryTokens.copyAt',
          'command:registryTokens.compareTokens',
        ],
      );
      assert.equal(await hoverAt(uri, new vscode.Position(0, 2)), undefined);
    });
  }

  it('have a lens that opens the inspector', async () => {
    const { uri } = await open(`# ${'x'.repeat(20)}\nTOKEN=${token}\n`);
    // The name of a closed document may be used again: its lens stays until this one is there.
    const lens = await until(async () =>
      (await lensesOf(uri)).find(({ range }) => range.start.line === 1),
    );
    assert.match(lens.command?.title ?? '', /\d+ min left · acme\+ci at quay$/);
    assert.ok(!JSON.stringify(lens).includes(token.slice(0, 30)));
    const { command, arguments: place } = lens.command ?? {};
    await vscode.commands.executeCommand(command ?? '', ...(place as unknown[]));
    await until(() => Promise.resolve(tabs().includes('acme+ci at quay') ? true : undefined));
  });

  it('have neither when they are switched off', async () => {
    const settings = vscode.workspace.getConfiguration('registryTokens');
    const { uri } = await open(`TOKEN=${token}\n`);
    const at = new vscode.Position(0, 20);
    await until(() => hoverAt(uri, at));
    const { Global } = vscode.ConfigurationTarget;
    try {
      await settings.update('inspectInEditors', 'off', Global);
      await until(async () => ((await hoverAt(uri, at)) === undefined ? true : undefined));
      assert.deepEqual(await lensesOf(uri), []);
      await settings.update('inspectInEditors', 'hover', Global);
      await until(() => hoverAt(uri, at));
      assert.deepEqual(await lensesOf(uri), []);
    } finally {
      await settings.update('inspectInEditors', undefined, Global);
    }
  });
});

describe('the inspector', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('shows one token at a time', async () => {
    const { uri } = await open(`A=${token}\nB=${other}\n`);
    for (const line of [0, 1]) {
      const place = { uri: uri.toString(), line, character: 20 };
      await vscode.commands.executeCommand('registryTokens.inspectAt', place);
    }
    await until(() => Promise.resolve(tabs().includes('acme+cd at quay') ? true : undefined));
    assert.ok(!tabs().includes('acme+ci at quay'));
  });

  it('opens as text, without the token in it', async () => {
    await open(`${token}\n`);
    await vscode.commands.executeCommand('registryTokens.decodeJwt');
    await vscode.commands.executeCommand('registryTokens.openAsText');
    const document = await until(() =>
      Promise.resolve(
        vscode.workspace.textDocuments.find(
          (shown) => shown.uri.scheme === 'registry-token' && shown.getText().includes('"sub"'),
        ),
      ),
    );
    const text = document.getText();
    assert.match(text, /"sub": "acme\+ci"/);
    assert.ok(!text.includes(token.slice(0, 30)));
    assert.ok(!text.includes(token.slice(-10)));
  });

  it('copies the payload, and no argument of a stranger makes it fail', async () => {
    await open(`${token}\n`);
    await vscode.commands.executeCommand('registryTokens.decodeJwt');
    await vscode.commands.executeCommand('registryTokens.copyPayload');
    const copied = await vscode.env.clipboard.readText();
    assert.equal((JSON.parse(copied) as { readonly sub: string }).sub, 'acme+ci');
    await vscode.commands.executeCommand('registryTokens.copyClaim', { row: '0.1' });
    assert.equal(await vscode.env.clipboard.readText(), 'acme+ci');
    for (const row of ['9.9', 'x', '__proto__', '-1.0']) {
      await vscode.commands.executeCommand('registryTokens.copyClaim', { row });
    }
    for (const place of [undefined, null, {}, { uri: 'x', line: -1, character: 0 }, 'x']) {
      await vscode.commands.executeCommand('registryTokens.inspectAt', place);
    }
    assert.equal(await vscode.env.clipboard.readText(), 'acme+ci');
  });
});
