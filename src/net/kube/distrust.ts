import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, basename } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';

/** Whether a path leads into one of the folders, links followed. */
export function isInside(path: string, folders: readonly string[]): boolean {
  const real = realPath(path);
  return folders.some((folder) => {
    const way = relative(realPath(folder), real);
    return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
  });
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
