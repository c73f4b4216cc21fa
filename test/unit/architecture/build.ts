import { mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from '../../tools/paths.ts';
import { run } from '../../tools/process.ts';

/**
 * Builds as `npm run build` does, but elsewhere, so that nobody who uses `dist/` at this moment
 * loses it.
 * @returns esbuild's account of what went where; names of sources are relative to the root
 */
export async function buildElsewhere(): Promise<Metafile> {
  const directory = await realpath(await mkdtemp(path.join(os.tmpdir(), 'rt-build-')));
  try {
    for (const part of ['src', 'media']) {
      await symlink(path.join(root, part), path.join(directory, part), 'junction');
    }
    await run(process.execPath, [path.join(root, 'esbuild.mjs')], { cwd: directory });
    const text = await readFile(path.join(directory, 'dist', 'meta.json'), 'utf8');
    const up = `${path.relative(directory, root).replaceAll('\\', '/')}/`;
    return JSON.parse(text.replaceAll(up, '')) as Metafile;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
