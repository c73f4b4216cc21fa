import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Metafile } from 'esbuild';
import { kinds } from '../../../src/registries/kinds.ts';
import { bundledPackages, thirdPartyNotices } from '../../tools/package/notices.ts';
import { root } from '../../tools/paths.ts';
import { buildElsewhere } from './build.ts';
import { manifest } from './manifest.ts';

const entry = 'dist/extension.js';

/** Budgets of what is read at start-up: bytes, and files, each of which is a look-up and a read. */
const startUpBytes = 48_000;
const startUpFiles = 3;

/** Budgets of what the first decoded token reads beside that, the table of its issuer apart. */
const firstDecodeBytes = 60_000;
const firstDecodeFiles = 4;

/** Budget of the code that reaches Kubernetes, in bytes. */
const kubernetesBytes = 250_000;

let outputs: Metafile['outputs'];
before(async () => {
  ({ outputs } = await buildElsewhere());
});

describe('the code that is read at start-up', () => {
  it('fits into its budget', () => {
    fits(startUp(), startUpBytes, startUpFiles);
  });

  it('contains no package', () => {
    const chunks = Object.fromEntries(startUp().map((file) => [file, output(file)]));
    assert.deepEqual(bundledPackages({ outputs: chunks }), []);
  });

  const late: readonly (readonly [what: string, RegExp])[] = [
    [
      'the HTTP client',
      /^src\/net\/(http\/(client|fetch-route|prepare|trusted-route|dispatch|socket)|tls\/.*|proxy\/.*)\.ts$/,
    ],
    ['signatures', /^src\/jwt\/verify\.ts$/],
    ['the decoder', /^src\/jwt\/(decode|document|explain)\.ts$/],
    ['Kubernetes', /^src\/net\/kube\//],
    ['wizards', /^src\/ui\/wizard\/form\.ts$/],
    ['the inspector', /^src\/ui\/inspector\/(inspector|panel|token-page)\.ts$/],
    ['hover and lenses', /^src\/ui\/editors\/(help|hover|lenses)\.ts$/],
    ...kinds.map(
      ({ kind }) =>
        [
          kind,
          new RegExp(`^src/registries/${kind}/(?!(?:kind|token-shapes|connect/traces)\\.ts$)`),
        ] as const,
    ),
    ['the words of actions', /^src\/registries\/(presentation|shared\/action-presentations)\.ts$/],
  ];
  for (const [what, files] of late) {
    it(`contains nothing of ${what}, which comes on first use`, () => {
      const found = new Set(startUp().flatMap(sources));
      const early = [...found].filter((file) => files.test(file));
      assert.deepEqual(early, []);
      const written = globSync('src/**/*.ts', { cwd: root });
      assert.ok(
        written.some((file) => files.test(file.replaceAll('\\', '/'))),
        'no such files',
      );
    });
  }
});

describe('the code that the first decoded token reads', () => {
  it('fits into its budget', () => {
    const loaded = ['src/ui/commands/decode.ts', 'src/ui/inspector/open.ts'].flatMap(fileOf);
    assert.equal(loaded.length, 2);
    const files = closure(loaded).filter((file) => !startUp().includes(file));
    fits(files, firstDecodeBytes, firstDecodeFiles);
  });
});

describe('the table of an issuer', () => {
  it('is read alone, and has at most 4 kB', () => {
    const tables = Object.values(outputs).filter(({ entryPoint }) =>
      entryPoint?.startsWith('src/issuers/'),
    );
    assert.ok(tables.length > 15);
    for (const { entryPoint, bytes } of tables) assert.ok(bytes <= 4_096, `${entryPoint} ${bytes}`);
  });
});

describe('the whole bundle', () => {
  it('leaves out the parts of undici that write to globalThis', () => {
    const global = /node_modules\/undici\/(index|index-fetch|lib\/global)\.js$/;
    assert.deepEqual(
      Object.keys(outputs)
        .flatMap(sources)
        .filter((file) => global.test(file)),
      [],
    );
  });

  it('takes parts of undici that are not its interface from an exact version of it', () => {
    assert.match(manifest.devDependencies['undici'] ?? '', /^\d+\.\d+\.\d+$/);
  });

  it('has the parser of HTTP once and packed, and of undici neither fetch nor HTTP/2', () => {
    const sizeOf = (part: RegExp) =>
      Object.values(outputs)
        .flatMap(({ inputs }) => Object.entries(inputs))
        .filter(([file]) => part.test(file))
        .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    const parser = sizeOf(/\/undici\/lib\/llhttp\/.*-wasm\.js$/);
    assert.ok(parser > 15_000 && parser < 25_000, `${parser} bytes`);
    assert.ok(sizeOf(/\/undici\/lib\/(web\/|dispatcher\/client-h2\.js$)/) < 200);
  });

  it('has no source maps', () => {
    assert.deepEqual(
      Object.keys(outputs).filter((file) => file.endsWith('.map')),
      [],
    );
  });

  it('contains only packages that package.json names', () => {
    const known = Object.keys(manifest.devDependencies).map((name) => `node_modules/${name}`);
    assert.deepEqual(
      bundledPackages({ outputs }).filter((home) => !known.includes(home)),
      [],
    );
  });

  it('fits into its budget with the Kubernetes code', () => {
    const [file] = fileOf('src/net/kube/open.ts');
    assert.ok(file !== undefined && (outputs[file]?.bytes ?? Infinity) <= kubernetesBytes);
  });

  it('goes with the licenses of all packages in it', async () => {
    const homes = bundledPackages({ outputs });
    assert.ok(homes.includes('node_modules/undici'));
    const notices = (await thirdPartyNotices(homes)).split(/^-{80}$/m).slice(1);
    assert.equal(notices.length, homes.length);
    for (const [index, notice] of notices.entries()) {
      const name = homes[index]?.replace(/^.*node_modules\//, '') ?? '';
      assert.match(notice, RegExp(`^\\s*${name} [\\d.]+ \\(`));
      assert.match(notice, /copyright/i);
    }
  });
});

describe('bundledPackages', () => {
  it('finds scoped and nested packages, and none that was shaken off', () => {
    const input = { bytesInOutput: 1 };
    const inputs = {
      'src/a.ts': input,
      'node_modules/@scope/a/index.js': input,
      'node_modules/b/node_modules/c/lib/c.js': input,
      'node_modules/d/index.js': { bytesInOutput: 0 },
    };
    const made = { bytes: 1, inputs, imports: [], exports: [] };
    assert.deepEqual(bundledPackages({ outputs: { 'dist/a.js': made } }), [
      'node_modules/@scope/a',
      'node_modules/b/node_modules/c',
    ]);
  });
});

function fits(files: readonly string[], mostBytes: number, mostFiles: number): void {
  const bytes = files.reduce((sum, file) => sum + output(file).bytes, 0);
  assert.ok(bytes > 0 && bytes <= mostBytes, `${bytes} bytes`);
  assert.ok(files.length <= mostFiles, `${files.length} files`);
}

/** The entry and every chunk that it imports statically, directly or not. */
const startUp = (): string[] => closure([entry]);

/** The file that a module is loaded from, where it is loaded on first use. */
const fileOf = (source: string): string[] =>
  Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === source);

/** Files with every chunk that they import statically, directly or not. */
function closure(entries: readonly string[]): string[] {
  const files = new Set(entries);
  // A set that grows while it is walked: everything added is visited, too.
  for (const file of files) {
    for (const { path, kind, external } of output(file).imports) {
      if (kind === 'import-statement' && external !== true) files.add(path);
    }
  }
  return [...files];
}

function output(file: string): Metafile['outputs'][string] {
  const found = outputs[file];
  assert.ok(found, `${file} was not built`);
  return found;
}

/** Sources that have code in an output. */
function sources(file: string): string[] {
  return Object.entries(output(file).inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([source]) => source);
}
