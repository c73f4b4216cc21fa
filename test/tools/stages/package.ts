import path from 'node:path';
import { root, vsixFile } from '../paths.ts';
import { run } from '../process.ts';

/** Bundles the extension into `dist/`. */
export async function buildExtension(): Promise<void> {
  await run(process.execPath, [path.join(root, 'esbuild.mjs')], { cwd: root });
}

/**
 * Bundles the extension and packs it into `dist/registry-tokens.vsix`.
 * @returns what the packer said, with the list of files
 */
export async function packageExtension(): Promise<string> {
  await buildExtension();
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  return run(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsixFile], {
    cwd: root,
  });
}
