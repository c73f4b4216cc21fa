import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root, vsixFile } from '../../tools/paths.ts';
import { kilobytes, type Row } from '../row.ts';
import { closure, startUpFile } from './outputs.ts';

/** What esbuild told of the bundle in `dist/`. */
export async function readMetafile(): Promise<Metafile> {
  return JSON.parse(await readFile(path.join(root, 'dist', 'meta.json'), 'utf8')) as Metafile;
}

/** Sizes of what is read at start-up and of what is downloaded; wants the package in `dist/`. */
export async function measureSizes(): Promise<readonly Row[]> {
  const { outputs } = await readMetafile();
  const early = closure(outputs, startUpFile);
  const bytes = early.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
  return [
    {
      name: 'start-up bundle',
      value: kilobytes(bytes),
      unit: 'kB',
      limit: 60,
      note: 'extension.js and all it imports statically, minified',
    },
    { name: 'start-up files', value: early.length, unit: 'files' },
    {
      name: 'package (.vsix)',
      value: kilobytes((await stat(vsixFile)).size),
      unit: 'kB',
      limit: 1000,
    },
  ];
}
