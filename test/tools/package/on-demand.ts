import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths.ts';
import { packedFiles } from './contents.ts';

/**
 * Copies what is packed, without the event that activates it at start-up: who watches an
 * activation must begin it, since an editor may be through with its own before any test is loaded.
 * @param directory a new directory, which becomes the extension's
 */
export async function copyWithoutEvents(directory: string): Promise<void> {
  for (const file of await packedFiles(root)) {
    await cp(path.join(root, file), path.join(directory, file));
  }
  const manifestFile = path.join(directory, 'package.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Record<string, unknown>;
  await writeFile(manifestFile, JSON.stringify({ ...manifest, activationEvents: [] }));
}
