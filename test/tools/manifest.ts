/**
 * `manifest`: writes the commands, menu entries and titles of the actions that the kinds of
 * registries declare into package.json and package.nls.json. What else stands there is kept.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kinds } from '../../src/registries/kinds.ts';
import { withActions } from './manifest/write.ts';
import { root } from './paths.ts';

const [manifestFile, wordsFile] = ['package.json', 'package.nls.json'].map((name) =>
  path.join(root, name),
) as [string, string];

const { manifest, words } = await withActions(
  {
    manifest: await readFile(manifestFile, 'utf8'),
    words: await readFile(wordsFile, 'utf8'),
  },
  kinds,
);
await writeFile(manifestFile, manifest);
await writeFile(wordsFile, words);
