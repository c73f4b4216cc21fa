import type { Metafile } from 'esbuild';

type Outputs = Metafile['outputs'];

/** A file of the bundle that is not read at start-up. */
export interface Chunk {
  /** The source that it begins with, or the largest in it when several share it. */
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  /** The sources that import it when they need it. */
  readonly loadedBy: readonly string[];
}

export const startUpFile = 'dist/extension.js';

/** A file with every chunk that it imports statically, directly or not. */
export function closure(outputs: Outputs, file: string): string[] {
  const files = new Set([file]);
  // A set that grows while it is walked: everything added is visited, too.
  for (const visited of files) {
    for (const { path, kind, external } of outputs[visited]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) files.add(path);
    }
  }
  return [...files];
}

/** The chunks that are loaded later, the biggest first. */
export function laterChunks({ inputs, outputs }: Metafile): Chunk[] {
  const early = new Set(closure(outputs, startUpFile));
  return Object.entries(outputs)
    .filter(([file]) => file.endsWith('.js') && !early.has(file))
    .map(([file, { bytes, entryPoint }]) => ({
      name: entryPoint ?? `with ${largestInput(outputs, file)}`,
      file,
      bytes,
      loadedBy:
        entryPoint === undefined
          ? entriesWith(outputs, file)
          : Object.keys(inputs).filter((source) => importsLater(inputs, source, entryPoint)),
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

function importsLater(inputs: Metafile['inputs'], source: string, entry: string): boolean {
  const imports = inputs[source]?.imports ?? [];
  return imports.some(({ kind, path }) => kind === 'dynamic-import' && path === entry);
}

/** The entries that cannot do without a shared chunk. */
function entriesWith(outputs: Outputs, file: string): string[] {
  return Object.entries(outputs).flatMap(([other, { entryPoint }]) =>
    entryPoint !== undefined && closure(outputs, other).includes(file) ? [entryPoint] : [],
  );
}

function largestInput(outputs: Outputs, file: string): string {
  const inputs = Object.entries(outputs[file]?.inputs ?? {});
  const [largest] = inputs.sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  return largest?.[0] ?? 'nothing';
}
