/**
 * `pictures`: tells the stories that the documentation shows, and takes their pictures to
 * `media/screenshots`. They are looked at and committed by hand.
 */
import { copyFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { readArguments } from './arguments.ts';
import { findBrowser } from './browser.ts';
import { prepareEditor } from './editor/prepare.ts';
import { currentVersion } from './editor/versions.ts';
import { outDir, root } from './paths.ts';
import { runNodeTests } from './stages/node-test.ts';
import { packageExtension } from './stages/package.ts';

readArguments('npm run pictures', {});

/** Pictures of the documentation, by the suite that makes them. */
const pictures = [
  { name: 'tree.png', story: 'quay-looks', suite: 'quay-looks' },
  { name: 'decode.png', story: 'inspector', suite: `inspector-${currentVersion}` },
  { name: 'status.png', story: 'quay-keyless', suite: 'quay-keyless' },
  { name: 'daily.gif', story: 'quay-robots', suite: 'quay-robots' },
] as const;

await packageExtension();
await Promise.all([prepareEditor(currentVersion), findBrowser()]);
const counts = await runNodeTests(
  pictures.map(({ story }) => `test/e2e/${story}.e2e.ts`),
  { atOnce: 1 },
);
if (counts.failed > 0 || counts.passed === 0) {
  console.error('A story failed: media/screenshots stays as it is.');
  process.exit(1);
}
for (const { name, suite } of pictures) {
  const made = path.join(outDir, 'screenshots', suite, name);
  const shown = path.join(root, 'media', 'screenshots', name);
  if (path.extname(name) === '.gif') await makeFilm(made.slice(0, -'.gif'.length), shown);
  else await copyFile(made, shown);
  console.log(path.relative(root, shown));
}

/** Makes one file of the frames in a folder, `<nn>-<milliseconds>.png`, which plays for ever. */
async function makeFilm(directory: string, file: string): Promise<void> {
  const names = (await readdir(directory)).sort();
  const frames = names.map((name) => path.join(directory, name));
  const delay = names.map((name) => Number(/-(\d+)\.png$/.exec(name)?.[1]));
  await sharp(frames, { join: { animated: true } })
    .gif({ delay, loop: 0, effort: 10, colours: 128, dither: 0 })
    .toFile(file);
}
