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

/** The modules that the first decoded token loads. */
const decoding = ['src/ui/commands/decode.ts', 'src/ui/inspector/open.ts'];

const firstDecode = (outputs: Metafile['outputs']): string[] => {
  const loaded = Object.keys(outputs).filter((file) =>
    decoding.includes(outputs[file]?.entryPoint ?? ''),
  );
  return [...new Set(loaded.flatMap((file) => closure(outputs, file)))];
};

/** Sizes of what is read at start-up and of what is downloaded; wants the package in `dist/`. */
export async function measureSizes(): Promise<readonly Row[]> {
  const { outputs } = await readMetafile();
  const sizeOf = (files: readonly string[]): number =>
    kilobytes(files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0));
  const early = closure(outputs, startUpFile);
  const decode = firstDecode(outputs).filter((file) => !early.includes(file));
  return [
    {
      name: 'start-up bundle',
      value: sizeOf(early),
      unit: 'kB',
      limit: 48,
      note: 'extension.js and all it imports statically, minified',
    },
    { name: 'start-up files', value: early.length, unit: 'files', limit: 3 },
    {
      name: 'read for the first decoded token',
      value: sizeOf(decode),
      unit: 'kB',
      limit: 60,
      note: 'beside the start-up bundle; the table of its issuer apart',
    },
    { name: 'files of that', value: decode.length, unit: 'files', limit: 4 },
    {
      name: 'package (.vsix)',
      value: kilobytes((await stat(vsixFile)).size),
      unit: 'kB',
      limit: 500,
    },
  ];
}
