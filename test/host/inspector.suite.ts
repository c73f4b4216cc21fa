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

const scheme = 'story';
const texts = new Map<string, string>();

/** Opens a text in an editor, as a document of a name that was never used before. */
async function open(content: string, ending = 'txt'): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.from({ scheme, path: `/${texts.size}.${ending}` });
  texts.set(uri.path, content);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** The text of our hover at a place, told by what only it says. */
async function hoverAt(
  uri: vscode.Uri,
  at: vscode.Position,
  ours = 'inspectAt',
): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    at,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .find((text) => text.includes(ours));
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

/** What holds logins, and the line that tells of them. */
const loginFiles: readonly {
  readonly what: string;
  readonly ending: string;
  readonly line: number;
  readonly content: (file: object) => string;
}[] = [
  {
    what: 'a file of Docker',
    ending: 'json',
    line: 1,
    content: (file) => JSON.stringify(file, undefined, 2),
  },
  { what: 'a file of Podman', ending: 'json', line: 0, content: (file) => JSON.stringify(file) },
  {
    what: 'a Secret in YAML',
    ending: 'yaml',
    line: 2,
    content: (file) => `kind: Secret\ndata:\n  .dockerconfigjson: ${btoa(JSON.stringify(file))}\n`,
  },
  {
    what: 'a Secret in YAML, plain',
    ending: 'yaml',
    line: 2,
    content: (file) =>
      `kind: Secret\nstringData:\n  .dockerconfigjson: |\n    ${JSON.stringify(file)}\n`,
  },
  {
    what: 'a Secret in JSON',
    ending: 'json',
    line: 3,
    content: (file) =>
      JSON.stringify(
        { kind: 'Secret', data: { '.dockerconfigjson': btoa(JSON.stringify(file)) } },
        undefined,
        2,
      ),
  },
];

let provider: vscode.Disposable;
before(() => {
  provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ path }) => texts.get(path),
  });
});
after(() => {
  provider.dispose();
});

describe('tokens in editors', () => {
  before(async () => {
    await vscode.extensions.getExtension('registry-tokens.registry-tokens')?.activate();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  for (const ending of ['txt', 'yaml', 'json', 'properties', 'log']) {
    it(`have a hover in .${ending}, which holds the token nowhere, and three commands`, async () => {
      const { uri } = await open(`TOKEN=${token}\n`, ending);
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
    const lens = await until(async () => (await lensesOf(uri)).at(0));
    assert.equal(lens.range.start.line, 1);
    assert.match(lens.command?.title ?? '', /\d+ min left · acme\+ci at quay$/);
    assert.ok(!JSON.stringify(lens).includes(token.slice(0, 30)));
    const { command, arguments: place } = lens.command ?? {};
    await vscode.commands.executeCommand(command ?? '', ...(place as unknown[]));
    await until(() => Promise.resolve(tabs().includes('acme+ci at quay') ? true : undefined));
  });

  for (const [index, { what, ending, line, content }] of loginFiles.entries()) {
    it(`have a hover, a lens and a list of logins in ${what}, without secrets`, async () => {
      const userName = `acme+ci${index}`;
      const auth = btoa(`${userName}:planted-password`);
      const { uri } = await open(content({ auths: { 'quay.example.com': { auth } } }), ending);
      const lens = await until(async () => (await lensesOf(uri)).at(0));
      assert.equal(lens.range.start.line, line);
      assert.match(lens.command?.title ?? '', /1 login: quay\.example\.com$/);
      const at = new vscode.Position(line, lens.range.start.character + 2);
      const hover = await until(() => hoverAt(uri, at, 'acme'));
      assert.match(hover, new RegExp(`quay.{0,2}\\.example.*acme\\\\\\+ci${index}`));
      await vscode.commands.executeCommand(
        lens.command?.command ?? '',
        ...(lens.command?.arguments as unknown[]),
      );
      const list = await until(() =>
        Promise.resolve(
          vscode.workspace.textDocuments
            .map((document) => document.getText())
            .find((text) => text.includes(`"userName": "${userName}"`)),
        ),
      );
      for (const text of [hover, list, JSON.stringify(lens)]) {
        assert.ok(!text.includes('planted-password') && !text.includes(auth));
      }
    });
  }

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
