import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PageFiles } from './html.ts';

/**
 * Reads what the page is made of, as `esbuild.mjs` builds it out of `media/inspector`.
 * @param directory the extension's own
 */
export async function readPageFiles(directory: string): Promise<PageFiles> {
  const read = (name: string): Promise<string> =>
    readFile(path.join(directory, 'dist', 'inspector', name), 'utf8');
  const [script, style] = await Promise.all([read('page.js'), read('style.css')]);
  return { script, style };
}
