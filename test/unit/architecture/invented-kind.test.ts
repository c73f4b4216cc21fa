import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import * as fixture from '../../fixtures/kinds/index.ts';
import { buildWithInventedKind } from '../../tools/package/invented-kind.ts';
import { root, temporaryDirectory } from '../../tools/paths.ts';
import type { Manifest } from './manifest.ts';
import { readText, words as shipped } from './manifest.ts';

const kinds: readonly Kind[] = Object.values(fixture);

/** The lines of an index of kinds that export something, whatever the way to the folders. */
const lines = async (file: string): Promise<string[]> =>
  (await readText(file))
    .split('\n')
    .filter((line) => line.startsWith('export'))
    .map((line) => line.replace(/'.*\/(\w+)\/kind\.ts'/, "'./$1/kind.ts'"));

describe('a fifth kind', () => {
  let directory: string;
  before(async () => {
    directory = path.join(await temporaryDirectory('kind'), 'extension');
    await buildWithInventedKind(directory);
  });
  after(() => rm(path.dirname(directory), { recursive: true, force: true }));

  const written = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(directory, file), 'utf8')) as unknown;

  it('is one line in the index of kinds', async () => {
    const more = await lines('test/fixtures/kinds/index.ts');
    const without = more.filter((line) => !line.includes('depot'));
    assert.equal(more.length, without.length + 1);
    assert.deepEqual(without, await lines('src/registries/index.ts'));
  });

  it('is named by no file of the extension', async () => {
    const files = await readdir(path.join(root, 'src'), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      assert.doesNotMatch(await readText(path.join('src', file)), /depot/i, file);
    }
  });

  it('gets its command and its places in the menu from what it declares', async () => {
    const { contributes } = (await written('package.json')) as Manifest;
    const command = 'registryTokens.sealShelf';
    const contributed = contributes.commands.find((entry) => entry.command === command);
    assert.equal(contributed?.title, '%command.sealShelf%');
    const words = (await written('package.nls.json')) as Readonly<Record<string, string>>;
    assert.equal(words['command.sealShelf'], 'Seal Shelf…');
    assert.deepEqual(
      contributes.menus['view/item/context']
        ?.filter((entry) => entry.command === command)
        .map((entry) => [entry.when, (entry as { readonly group?: string }).group]),
      [
        [
          'view == registryTokens.tokens && viewItem =~ /\\bseal\\b/ && !(viewItem =~ /\\bcopyable\\b/)',
          'inline@1',
        ],
        [
          'view == registryTokens.tokens && viewItem =~ /\\bseal\\b/ && (!listMultiSelection || viewItem =~ /\\bsealSeveral\\b/)',
          '9_destructive@1',
        ],
      ],
    );
  });

  it('changes nothing of what the other kinds have', async () => {
    const words = (await written('package.nls.json')) as Readonly<Record<string, string>>;
    assert.deepEqual(
      Object.keys(words).filter((key) => !(key in shipped)),
      ['command.sealShelf'],
    );
    const chunks = await readdir(path.join(directory, 'dist', 'chunks'));
    assert.ok(chunks.length > kinds.length);
  });
});
