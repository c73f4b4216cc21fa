import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import type { Surroundings } from './surroundings.ts';

/**
 * Finds a program on PATH, and nowhere else. Relative entries of PATH are passed over, since what
 * they mean depends on the folder that is open; so is everything in distrusted folders, links that
 * lead there included.
 *
 * @param name without extension
 */
export async function findProgram(
  name: string,
  { env, platform, distrusted }: Surroundings,
): Promise<string | undefined> {
  const file = platform === 'win32' ? `${name}.exe` : name;
  const path = env['PATH'] ?? env['Path'] ?? '';
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, file);
    try {
      await access(candidate, constants.X_OK);
      const real = await realpath(candidate);
      if (!(await stat(real)).isFile()) continue;
      if (!isWithin(candidate, distrusted) && !isWithin(real, distrusted)) return candidate;
    } catch {
      // Not there, or not to be run: the next folder may have it.
    }
  }
  return undefined;
}

/** Whether a path is one of the folders or lies within one. */
export const isWithin = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => {
    const below = relative(folder, path);
    return !below.startsWith('..') && !isAbsolute(below);
  });
