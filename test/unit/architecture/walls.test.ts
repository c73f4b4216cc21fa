import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { kinds } from '../../../src/registries/kinds.ts';
import { root } from '../../tools/paths.ts';

// The project's own configuration. Rules that ask for types are left out: planted files are in no
// project, and the walls are made of syntax alone.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }],
});

/** What the walls say to a text that would stand in a file of that name. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  assert.ok(result);
  const walls = [
    'no-restricted-imports',
    'no-restricted-syntax',
    'regexp/no-super-linear-backtracking',
    'regexp/no-super-linear-move',
  ];
  return result.messages
    .filter(({ ruleId, fatal }) => fatal === true || walls.includes(ruleId ?? ''))
    .map(({ message }) => message);
}

interface Planted {
  readonly what: string;
  readonly code: string;
  readonly refusedIn: readonly string[];
  readonly allowedIn: readonly string[];
}

const inside = (folder: string): string => `src/${folder}/planted.ts`;
const folders = [
  'core',
  'issuers',
  'jwt',
  'net',
  'registries',
  'registries/quay',
  'vault',
  'delivery',
  'programs',
  'ui',
];
const everywhereBut = (...names: readonly string[]): string[] =>
  folders.filter((folder) => !names.includes(folder)).map(inside);

const planted: readonly Planted[] = [
  ...['(a|a)*b', 'a+$'].map((source) => ({
    what: `the expression ${source}, which takes more than linear time`,
    code: `export const expression = /${source}/u;`,
    refusedIn: everywhereBut(),
    allowedIn: ['test/unit/planted.ts'],
  })),
  {
    what: 'an import of the editor',
    code: "import * as vscode from 'vscode'; vscode.window;",
    refusedIn: everywhereBut('ui'),
    allowedIn: [inside('ui'), inside('ui/tree')],
  },
  {
    what: 'a type of the editor',
    code: "import type { Uri } from 'vscode'; export type A = Uri;",
    refusedIn: everywhereBut('ui'),
    allowedIn: [inside('ui')],
  },
  ...['quay', 'rok', 'drp', 'jfrog', 'Quay'].map((kind) => ({
    what: `the kind ${kind} by name`,
    code: `export const isOne = (kind: string) => kind === '${kind}';`,
    refusedIn: [
      ...everywhereBut('registries', 'registries/quay'),
      inside('ui/commands'),
      'src/extension.ts',
      'src/ui/doors/commands.ts',
      'src/ui/doors/contexts.ts',
      'src/ui/doors/show-message.ts',
      'src/ui/editor/clipboard.ts',
    ],
    allowedIn: [inside('registries'), inside('registries/quay')],
  })),
  ...['undici', 'undici/lib/dispatcher/pool.js', 'jose', '@kubernetes/client-node', 'js-yaml'].map(
    (heavy) => ({
      what: `a static import of ${heavy}`,
      code: `import heavy from '${heavy}'; heavy();`,
      refusedIn: ['core', 'registries', 'registries/quay', 'vault', 'ui', 'ui/tree'].map(inside),
      allowedIn: [inside('net/http')],
    }),
  ),
  {
    what: 'a static import of jose anywhere but where its parts are named',
    code: "import { errors } from 'jose'; errors;",
    refusedIn: [inside('jwt'), 'src/ids.ts'],
    allowedIn: ['src/jwt/jose.ts'],
  },
  {
    what: 'an import of the folder of a kind',
    code: "import { x } from '../registries/quay/open.ts'; x();",
    refusedIn: ['ui', 'vault', 'net', 'core', 'jwt', 'issuers'].map(inside),
    allowedIn: [inside('registries')],
  },
  {
    what: 'an import of the folder of a kind, from deeper down',
    code: "import { x } from '../../registries/quay/open.ts'; x();",
    refusedIn: [inside('ui/tree'), inside('ui/commands')],
    allowedIn: [],
  },
  {
    what: 'an import of the contract of registries',
    code: "import { findKind } from '../registries/kinds.ts'; findKind('');",
    refusedIn: ['core', 'jwt', 'net', 'vault'].map(inside),
    allowedIn: [inside('ui')],
  },
  {
    what: 'an import of the issuers',
    code: "import { issuers } from '../issuers/index.ts'; issuers.at(0);",
    refusedIn: ['core', 'jwt', 'net', 'registries', 'registries/quay', 'programs'].map(inside),
    allowedIn: [inside('ui')],
  },
  {
    what: 'an import of the vault',
    code: "import { Vault } from '../vault/vault.ts'; new Vault();",
    refusedIn: ['core', 'jwt', 'net', 'registries'].map(inside),
    allowedIn: [inside('ui')],
  },
  {
    what: 'an import of the network',
    code: "import { createHttpClient } from '../net/http/client.ts'; createHttpClient();",
    refusedIn: ['core', 'jwt', 'vault', 'programs'].map(inside),
    allowedIn: [inside('registries')],
  },
  {
    what: 'an import of the docker login',
    code: "import { logout } from '../delivery/docker/logout.ts'; logout();",
    refusedIn: ['core', 'jwt', 'net', 'vault'].map(inside),
    allowedIn: [inside('ui')],
  },
  {
    what: 'an import of the network into the docker login',
    code: "import { createHttpClient } from '../net/http/client.ts'; createHttpClient();",
    refusedIn: [inside('delivery')],
    allowedIn: [inside('registries')],
  },
  {
    what: 'an import of the user interface',
    code: "import { report } from '../ui/actions/report.ts'; report();",
    refusedIn: everywhereBut('ui', 'registries/quay'),
    allowedIn: [inside('ui')],
  },
  {
    what: 'an icon in the label of a row',
    code: 'export const row = (name: string) => ({ label: `$(key) ${name}` });',
    refusedIn: [inside('ui'), inside('ui/commands')],
    allowedIn: ['src/ui/wizard/drawn-row.ts'],
  },
  {
    what: 'the registration of a command',
    code: "vscode.commands.registerCommand('a', () => 1);",
    refusedIn: [
      ...folders.map(inside),
      'src/extension.ts',
      'src/ui/doors/contexts.ts',
      'src/ui/doors/show-message.ts',
      'src/ui/editor/clipboard.ts',
    ],
    allowedIn: ['src/ui/doors/commands.ts'],
  },
  {
    what: 'the registration of a text editor command',
    code: "vscode.commands.registerTextEditorCommand('a', () => 1);",
    refusedIn: [inside('ui'), 'src/extension.ts'],
    allowedIn: ['src/ui/doors/commands.ts'],
  },
  {
    what: 'the setting of a context key',
    code: "vscode.commands.executeCommand('setContext', 'a', true);",
    refusedIn: [
      ...folders.map(inside),
      'src/extension.ts',
      'src/ui/doors/commands.ts',
      'src/ui/doors/show-message.ts',
      'src/ui/editor/clipboard.ts',
    ],
    allowedIn: ['src/ui/doors/contexts.ts'],
  },
  ...['Information', 'Warning', 'Error'].map((severity) => ({
    what: `show${severity}Message`,
    code: `vscode.window.show${severity}Message('a');`,
    refusedIn: [
      ...folders.map(inside),
      'src/extension.ts',
      'src/ui/doors/commands.ts',
      'src/ui/doors/contexts.ts',
      'src/ui/editor/clipboard.ts',
    ],
    allowedIn: ['src/ui/doors/show-message.ts'],
  })),
  ...['createQuickPick', 'createInputBox', 'showOpenDialog', 'withProgress'].map((way) => ({
    what: `${way}, past the doors`,
    code: `vscode.window.${way}();`,
    refusedIn: [inside('ui'), inside('ui/wizard'), 'src/extension.ts'],
    allowedIn: ['src/ui/doors/quick-input.ts', 'src/ui/doors/files.ts'],
  })),
  ...['await services.messages.warn', 'void messages.info', 'this.services.messages.error'].map(
    (call) => ({
      what: `an answer that is dropped: ${call}`,
      code: `export const say = async () => { ${call}(text, { label: 'Try Again', value: true }); };`,
      refusedIn: everywhereBut(),
      allowedIn: ['test/unit/planted.ts'],
    }),
  ),
  ...['await messages.warn(text);', 'return messages.info(text, button);'].map((call) => ({
    what: `a message whose answer counts, or that has none: ${call}`,
    code: `export const say = async () => { ${call} };`,
    refusedIn: [],
    allowedIn: everywhereBut(),
  })),
  {
    what: 'the opening of a secret',
    code: 'export const text = secret.reveal();',
    refusedIn: [
      'src/core/planted.ts',
      'src/jwt/planted.ts',
      'src/ui/planted.ts',
      'src/ui/tree/planted.ts',
      'src/extension.ts',
      'src/ui/doors/commands.ts',
      'src/ui/doors/contexts.ts',
      'src/ui/doors/show-message.ts',
    ],
    allowedIn: [
      'src/net/planted.ts',
      'src/registries/quay/planted.ts',
      'src/vault/planted.ts',
      'src/delivery/planted.ts',
      'src/ui/editor/clipboard.ts',
    ],
  },
  {
    what: 'the opening of a secret by a computed name',
    code: "export const text = secret['reveal']();",
    refusedIn: [inside('ui'), inside('core')],
    allowedIn: [inside('vault')],
  },
  {
    what: 'a kind inside a longer text',
    code: 'export const name = `kind:quay`; export const other = "drp-token";',
    refusedIn: [inside('ui'), inside('ui/tree')],
    allowedIn: [inside('registries')],
  },
  {
    what: 'a lazy import of the folder of a kind',
    code: "export const load = () => import('../registries/quay/adapter.ts');",
    refusedIn: [inside('ui')],
    allowedIn: [inside('registries')],
  },
  {
    what: 'an import of another kind',
    code: "import { x } from '../drp/claims.ts'; x();",
    refusedIn: [inside('registries/quay'), inside('registries/rok')],
    allowedIn: [inside('registries/drp')],
  },
  {
    what: 'an import into the table of identifiers',
    code: "import * as vscode from 'vscode'; vscode.window;",
    refusedIn: ['src/ids.ts'],
    allowedIn: [],
  },
  {
    what: 'the revealing of a row in the tree',
    code: 'view.reveal(row);',
    refusedIn: [],
    allowedIn: [inside('ui/tree')],
  },
];

/** A page of docs/registries may be cited wherever a server's behaviour is relied on. */
const withoutCitations = (file: string): string =>
  readFileSync(path.join(root, 'src', file), 'utf8').replaceAll(
    /docs\/registries\/[\w-]+\.md/g,
    '',
  );

describe('walls of the house', () => {
  for (const { what, code, refusedIn, allowedIn } of planted) {
    it(`allow ${what} in its place alone`, async () => {
      for (const file of refusedIn) {
        assert.notDeepEqual(await complaints(file, code), [], `${file} may: ${code}`);
      }
      for (const file of allowedIn) {
        assert.deepEqual(await complaints(file, code), [], `${file} may not: ${code}`);
      }
    });
  }

  it('leave the name of a kind to its folder and to the list of kinds, comments included', () => {
    const labels = kinds.flatMap(({ kind, label }) => [kind, label]);
    const name = new RegExp(`\\b(?:${labels.join('|')})\\b`, 'i');
    const own = new RegExp(
      `^registries/(?:(?:${kinds.map(({ kind }) => kind).join('|')})/|index\\.ts$)`,
    );
    const files = globSync('**/*.ts', { cwd: path.join(root, 'src') })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => !own.test(file));
    assert.ok(files.length > 100);
    assert.deepEqual(
      files.filter((file) => name.test(withoutCitations(file))),
      [],
    );
  });

  it('let heavy packages be loaded on first use', async () => {
    const code = "export const load = async () => import('undici');";
    assert.deepEqual(await complaints('src/net/planted.ts', code), []);
  });
});
