import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { RegistryError } from '../core/errors.ts';
import { t } from '../core/l10n.ts';

/**
 * Whether something stands in one of the folders, or leads there: a link out of a folder is as much
 * of it as a file.
 */
export function isInside(path: string, folders: readonly string[]): boolean {
  if (folders.length === 0) return false;
  const places = [join(realPath(dirname(path)), basename(path)), realPath(path)];
  return folders.some((folder) => {
    const real = realPath(folder);
    return places.some((place) => isBelow(place, real));
  });
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}

/** Rejects with `forbidden` what lies inside a workspace that is not trusted. */
export function refuseInside(path: string, folders: readonly string[]): void {
  if (!isInside(path, folders)) return;
  throw new RegistryError(
    'forbidden',
    t('{0} lies inside a workspace that is not trusted, so it is neither read nor run.', path),
    { repair: null },
  );
}

/** The path without links; of what does not exist, as far as its folders do. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}
