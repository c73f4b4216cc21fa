import assert from 'node:assert/strict';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedFiles, strangers } from '../../tools/package/contents.ts';
import { root, temporaryDirectory } from '../../tools/paths.ts';
import { manifest } from './manifest.ts';

/** What a working copy has besides, or leaves behind; none of it is anybody's business. */
const contraband = [
  '.cache/editors/1.139.1/package.json',
  '.ci/run',
  '.env',
  '.vscode/launch.json',
  'CONTRIBUTING.md',
  'dist/extension.js.map',
  'dist/chunks/client-ABC.js.map',
  'dist/inspector/page.js.map',
  'dist/meta.json',
  'dist/registry-tokens.vsix',
  'esbuild.mjs',
  'eslint.config.mjs',
  'media/inspector/main.js',
  'media/inspector/style.css',
  'media/screenshots/daily.gif',
  'media/screenshots/tree.png',
  'node_modules/undici/index.js',
  'out/screenshots/tree.png',
  'package-lock.json',
  'src/extension.ts',
  'test/sandbox/main.ts',
  'test/unit/core/secret.test.ts',
  'tsconfig.json',
  'accounts.json',
];

const built = [
  'dist/extension.js',
  'dist/chunks/client-ABC.js',
  'dist/helper.cjs',
  'dist/run.cjs',
  'dist/uninstall.cjs',
  'dist/inspector/page.js',
  'dist/inspector/style.css',
  'dist/THIRD-PARTY-NOTICES.txt',
];

let directory = '';
let files: readonly string[] = [];

// A copy of what people read and of the list of what is packed, with a build and with contraband.
before(async () => {
  directory = await temporaryDirectory('package');
  for (const name of [
    '.vscodeignore',
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'l10n',
    'media',
    'package.json',
    'package.nls.json',
  ]) {
    await cp(path.join(root, name), path.join(directory, name), { recursive: true });
  }
  for (const file of [...built, ...contraband]) {
    await mkdir(path.dirname(path.join(directory, file)), { recursive: true });
    await writeFile(path.join(directory, file), '');
  }
  files = await packedFiles(directory);
});
after(async () => rm(directory, { recursive: true, force: true }));

describe('the package', () => {
  it('contains nothing but what belongs into it', () => {
    assert.deepEqual(strangers(files), []);
    assert.deepEqual(
      contraband.filter((file) => files.includes(file)),
      [],
    );
  });

  it('contains what was built, what it shows and what people read', () => {
    const needed = [
      ...built,
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'media/icon.png',
      'media/inspector/tab-dark.svg',
      'media/view.svg',
      'package.nls.json',
      ...manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map((s) => s.media.svg)),
    ];
    assert.deepEqual(
      needed.filter((file) => !files.includes(file)),
      [],
    );
  });
});

describe('strangers', () => {
  it('are all files that nobody runs or reads', () => {
    assert.deepEqual(strangers(contraband), contraband);
  });
});
