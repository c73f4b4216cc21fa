import path from 'node:path';
import { root } from '../paths.ts';
import { run } from '../process.ts';

/**
 * Packs the extension of test/fixtures that asks the tools for language models.
 * @param directory where the package is to lie
 * @returns the path of the package
 */
export async function packAsker(directory: string): Promise<string> {
  const vsix = path.join(directory, 'asker.vsix');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--skip-license', '--allow-missing-repository'];
  await run(process.execPath, [vsce, 'package', ...options, '--out', vsix], {
    cwd: path.join(root, 'test', 'fixtures', 'asker'),
  });
  return vsix;
}
