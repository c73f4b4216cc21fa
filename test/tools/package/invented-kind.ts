import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as kinds from '../../fixtures/kinds/index.ts';
import { withActions } from '../manifest/write.ts';
import { root } from '../paths.ts';
import { run } from '../process.ts';

/** The index of kinds that has the invented one, too. */
const index = path.join(root, 'test', 'fixtures', 'kinds', 'index.ts');

/**
 * Makes the extension with the invented kind of test/fixtures: the same sources, another index of
 * kinds, and the manifest that `npm run manifest` would write for those.
 * @param directory a new directory, which becomes the extension's
 */
export async function buildWithInventedKind(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const part of ['README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'l10n', 'media']) {
    await cp(path.join(root, part), path.join(directory, part), { recursive: true });
  }
  const sources = path.join(directory, 'src');
  await symlink(path.join(root, 'src'), sources, 'junction');
  try {
    await run(process.execPath, [path.join(root, 'esbuild.mjs'), `--kinds=${index}`], {
      cwd: directory,
    });
  } finally {
    await rm(sources);
  }
  const [manifest, words] = await Promise.all(
    ['package.json', 'package.nls.json'].map((file) => readFile(path.join(root, file), 'utf8')),
  );
  const texts = await withActions(
    { manifest: manifest ?? '', words: words ?? '' },
    Object.values(kinds),
  );
  await writeFile(path.join(directory, 'package.json'), texts.manifest);
  await writeFile(path.join(directory, 'package.nls.json'), texts.words);
}

/** As above, packaged. @returns the path of the package */
export async function packWithInventedKind(directory: string): Promise<string> {
  await buildWithInventedKind(directory);
  const vsix = path.join(directory, 'invented-kind.vsix');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await run(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsix], {
    cwd: directory,
  });
  return vsix;
}
