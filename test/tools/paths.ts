import { mkdtemp, realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Root of the working copy. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** The packaged extension, as `npm run package` writes it. */
export const vsixFile = path.join(root, 'dist', 'registry-tokens.vsix');

/** What tests leave behind for people to read: bundled suites, screenshots, logs. */
export const outDir = path.join(root, 'out');

/**
 * Where editors and the browser are kept between runs. `REGISTRY_TOKENS_CACHE` moves it, for
 * instance to a place that a build server keeps.
 */
export function cacheDir(): string {
  const chosen = process.env['REGISTRY_TOKENS_CACHE'];
  return chosen === undefined || chosen === '' ? path.join(root, '.cache') : path.resolve(chosen);
}

/**
 * A new empty directory for one run. Its path is kept short, because editors put Unix sockets in
 * it, whose paths end after about 100 characters.
 */
export async function temporaryDirectory(purpose: string): Promise<string> {
  return realpath(await mkdtemp(path.join(os.tmpdir(), `rt-${purpose}-`)));
}
