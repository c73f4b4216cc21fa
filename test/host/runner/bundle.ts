import { glob } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../tools/paths.ts';

export interface Bundle {
  /** The test entry that VS Code is given. */
  readonly entry: string;
  /** The bundled suites, relative to the bundle's directory, in the order of their names. */
  readonly suites: readonly string[];
}

const hostDir = path.join(root, 'test', 'host');

/**
 * Bundles every `test/host/**` suite and the test entry for an extension host, which neither
 * strips types nor resolves `.ts`. Packages stay outside and are found in node_modules.
 * @param directory where to; VS Code takes an entry for a module only inside an extension of that
 *   type, and older ones hang on any other
 */
export async function bundleSuites(directory: string): Promise<Bundle> {
  const suites: string[] = [];
  for await (const file of glob('**/*.suite.ts', { cwd: hostDir })) suites.push(file);
  await build({
    absWorkingDir: hostDir,
    entryPoints: ['runner/entry.ts', ...suites],
    outbase: hostDir,
    outdir: directory,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return {
    entry: path.join(directory, 'runner', 'entry.js'),
    suites: suites.map((file) => file.replaceAll('\\', '/').replace(/\.ts$/, '.js')).sort(),
  };
}
