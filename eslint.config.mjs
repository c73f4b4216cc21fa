// @ts-check
import { readdirSync } from 'node:fs';
import eslint from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import importSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

/** @param {string} folder @param {string[]} forbidden @param {string} why */
const wall = (folder, forbidden, why) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      /** @type {const} */ ('error'),
      {
        paths: folder.startsWith('ui')
          ? []
          : [{ name: 'vscode', message: 'Only src/ui knows the editor.' }],
        patterns: forbidden.map((group) => ({ group: [group], message: why })),
      },
    ],
  },
});

const heavy = 'Heavy packages are loaded on first use, from a module that is imported lazily.';
const heavyPackages = ['undici', 'undici/*', 'jose', 'jose/*', '@kubernetes/*', 'js-yaml'];

/** The folders below src/registries that are kinds; none knows another. */
const kinds = readdirSync(new URL('src/registries', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['contract', 'shared'].includes(entry.name))
  .map(({ name }) => name);
const anyKind = `\\b(${kinds.join('|')})\\b`;

/** Selectors that hold for all of src; the doors switch single ones off for themselves. */
const selectors = {
  registerCommand: {
    selector: 'MemberExpression[property.name=/^register(TextEditor)?Command$/]',
    message: 'Commands are registered in src/ui/doors/commands.ts only.',
  },
  setContext: {
    selector: "Literal[value='setContext']",
    message: 'Context keys are set in src/ui/doors/contexts.ts only.',
  },
  messages: {
    selector: 'MemberExpression[property.name=/^show(Information|Warning|Error)Message$/]',
    message: 'Messages go through Services.messages, where they pass redaction.',
  },
  answers: {
    selector: [
      'ExpressionStatement > AwaitExpression',
      "ExpressionStatement > UnaryExpression[operator='void']",
      'ExpressionStatement',
    ]
      .map(
        (dropped) =>
          `${dropped} > CallExpression[callee.property.name=/^(info|warn|error|confirm|confirmDanger)$/]:matches([callee.object.name='messages'], [callee.object.property.name='messages'])[arguments.length>1]`,
      )
      .join(', '),
    message: 'What a person answers is not dropped: do what its button says.',
  },
  questions: {
    selector:
      'MemberExpression[property.name=/^(createQuickPick|createInputBox|showQuickPick|showInputBox|showOpenDialog|withProgress)$/]',
    message: 'A person is asked, and waits, at the doors of Services only.',
  },
  reveal: {
    selector:
      "CallExpression[callee.property.name='reveal'][arguments.length=0], MemberExpression[computed=true] > Literal[value='reveal']",
    message: 'A secret is opened only at the wire, the clipboard and the storage.',
  },
  rowIcons: {
    selector:
      "Property[key.name='label'] TemplateLiteral > TemplateElement:first-child[value.raw=/^\\$\\(/]",
    message: 'A label draws no icon, since a server may have written it: name the icon of the row.',
  },
  kinds: {
    selector: `Literal[value=/${anyKind}/i], TemplateElement[value.raw=/${anyKind}/i], ImportExpression > Literal[value=/registries\\/(${kinds.join('|')})\\//]`,
    message: 'Only registries/<kind> and registries/index.ts name a kind: let the kind declare it.',
  },
};
/** All selectors but those that are named. @param {(keyof typeof selectors)[]} names */
const restrictedBut = (...names) => ({
  'no-restricted-syntax': /** @type {any} */ ([
    'error',
    ...Object.entries(selectors).flatMap(([name, selector]) =>
      names.some((one) => one === name) ? [] : [selector],
    ),
  ]),
});

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.cache/', 'node_modules/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Node's own modules, packages, then ours from afar to near. In tests the order may matter:
    // fakes are put in place by an import before what they stand for.
    files: ['src/**/*.ts'],
    plugins: { 'simple-import-sort': importSort },
    rules: {
      'simple-import-sort/imports': [
        'error',
        { groups: [['^node:', '^@?\\w', '^(?:\\.\\./)+', '^\\./']] },
      ],
    },
  },
  {
    // No expression takes more than linear time, whatever text it meets.
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  // The walls of the house: dependencies point one way.
  wall(
    'core',
    [
      '**/jwt/**',
      '**/issuers/**',
      '**/net/**',
      '**/registries/**',
      '**/vault/**',
      '**/delivery/**',
      '**/programs/**',
      '**/ui/**',
      ...heavyPackages,
    ],
    'core depends on nothing.',
  ),
  wall(
    'programs',
    [
      '**/jwt/**',
      '**/issuers/**',
      '**/net/**',
      '**/registries/**',
      '**/vault/**',
      '**/delivery/**',
      '**/ui/**',
      ...heavyPackages,
    ],
    'programs depend on core only.',
  ),
  wall(
    'issuers',
    [
      '**/jwt/**',
      '**/net/**',
      '**/registries/**',
      '**/vault/**',
      '**/delivery/**',
      '**/programs/**',
      '**/ui/**',
      ...heavyPackages,
    ],
    'issuers depend on core only.',
  ),
  wall(
    'jwt',
    [
      '**/issuers/**',
      '**/net/**',
      '**/registries/**',
      '**/vault/**',
      '**/delivery/**',
      '**/ui/**',
      ...heavyPackages,
    ],
    `jwt depends on core only. ${heavy}`,
  ),
  {
    // The module that is imported lazily; it knows nothing else.
    files: ['src/jwt/jose.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['*', '!jose'] }] },
  },
  wall(
    'net',
    ['**/jwt/**', '**/issuers/**', '**/registries/**', '**/vault/**', '**/delivery/**', '**/ui/**'],
    'net depends on core and programs.',
  ),
  { files: ['src/*.ts'], rules: { 'no-restricted-imports': ['error', ...heavyPackages] } },
  {
    files: ['src/ids.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['*'] }] },
  },
  wall(
    'registries',
    ['**/issuers/**', '**/vault/**', '**/ui/**', ...heavyPackages],
    'registries depend on net, jwt and core.',
  ),
  ...kinds.map((kind) =>
    wall(
      `registries/${kind}`,
      [
        '**/issuers/**',
        '**/vault/**',
        '**/ui/**',
        ...heavyPackages,
        ...kinds.filter((other) => other !== kind).map((other) => `**/${other}/**`),
      ],
      'A kind knows neither the vault, the UI nor another kind.',
    ),
  ),
  wall(
    'vault',
    ['**/jwt/**', '**/net/**', '**/registries/**', '**/delivery/**', '**/ui/**', ...heavyPackages],
    'vault depends on core only.',
  ),
  wall(
    'delivery',
    [
      '**/jwt/**',
      '**/registries/**',
      '**/vault/**',
      '**/ui/**',
      '**/net/http/client.ts',
      '**/net/kube/open.ts',
      ...heavyPackages,
    ],
    'delivery depends on core and programs; what speaks to servers is handed to it.',
  ),
  wall(
    'ui',
    [...kinds.map((kind) => `**/registries/${kind}/**`), ...heavyPackages],
    `${heavy} A kind is reached through registries/kinds.ts.`,
  ),
  {
    files: ['src/**/*.ts'],
    rules: restrictedBut(),
  },
  {
    // The one place that puts icons before labels.
    files: ['src/ui/wizard/drawn-row.ts'],
    rules: restrictedBut('rowIcons'),
  },
  {
    files: ['src/net/**/*.ts', 'src/vault/**/*.ts', 'src/delivery/**/*.ts', 'src/jwt/of-secret.ts'],
    rules: restrictedBut('reveal', 'rowIcons'),
  },
  {
    files: ['src/registries/**/*.ts'],
    rules: restrictedBut('reveal', 'kinds', 'rowIcons'),
  },
  {
    files: ['src/ui/doors/commands.ts'],
    rules: restrictedBut('registerCommand'),
  },
  {
    files: ['src/ui/doors/contexts.ts'],
    rules: restrictedBut('setContext'),
  },
  {
    files: ['src/ui/doors/show-message.ts'],
    rules: restrictedBut('messages'),
  },
  {
    files: [
      'src/ui/doors/files.ts',
      'src/ui/doors/quick-input.ts',
      'src/ui/doors/show-progress.ts',
    ],
    rules: restrictedBut('questions'),
  },
  {
    files: ['src/ui/editor/clipboard.ts'],
    rules: restrictedBut('reveal'),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // `describe` and `it` of node:test return promises that the runner awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: [
                'describe',
                'it',
                'test',
                'suite',
                'before',
                'after',
                'beforeEach',
                'afterEach',
              ],
            },
          ],
        },
      ],
      'no-console': 'off',
    },
  },
  {
    // The inspector's page runs in a browser.
    files: ['media/**/*.js'],
    languageOptions: { globals: { document: 'readonly', window: 'readonly' } },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
