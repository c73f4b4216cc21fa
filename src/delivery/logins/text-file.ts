import { constants } from 'node:fs';
import { access, lstat, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { writeInOneStep } from '../helper/install.ts';

/** How often a change is begun anew because another program wrote the file in the same moment. */
const mostTries = 5;

/** A configuration of another program as it is on disk. */
export interface FoundText {
  /** Where it really stands, links followed. */
  readonly target: string;
  /** Absent where there is no file yet. */
  readonly text: string | undefined;
  readonly mode: number;
}

/**
 * Changes a configuration that other programs write, too: in one step, with its mode, and anew if it
 * was written meanwhile. Rejects with `unsupported` for what must be left as it is.
 *
 * @param home a link is followed to files of this folder and of the configuration's own only
 * @param change gives the new text, or `undefined` to leave the file alone
 * @param isPrivate nobody but its owner may read the file from then on
 */
export async function changeText(
  file: string,
  home: string,
  change: (text: string | undefined) => string | undefined,
  isPrivate = false,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await findText(file, home);
    const text = change(found.text);
    if (text === undefined) return;
    await mustBeWritable(found);
    // The last look before the file is replaced: what another program wrote is not lost.
    if ((await textOf(found.target)) !== found.text) continue;
    try {
      await mkdir(dirname(found.target), { recursive: true, mode: 0o700 });
      await writeInOneStep(found.target, text, isPrivate ? found.mode & 0o700 : found.mode);
    } catch (cause) {
      throw new RegistryError('unsupported', t('{0} cannot be written.', found.target), {
        cause,
        repair: null,
      });
    }
    return;
  }
  throw new RegistryError(
    'unsupported',
    t('Another program keeps writing {0}. It was left as it is.', file),
    { repair: null },
  );
}

/** Reads a configuration. Rejects with `unsupported` for a link that leads elsewhere. */
export async function findText(file: string, home: string): Promise<FoundText> {
  const target = await follow(file, home);
  const text = await textOf(target);
  return { target, text, mode: text === undefined ? 0o600 : (await stat(target)).mode & 0o777 };
}

/** A link of somebody else's making must not lead our writing to other files. */
async function follow(file: string, home: string): Promise<string> {
  try {
    const link = await lstat(file);
    if (!link.isSymbolicLink()) return file;
  } catch {
    return file;
  }
  const target = await realpath(file).catch(() => undefined);
  const folders = await Promise.all([home, dirname(file)].map((folder) => realpath(folder)));
  const owner = target === undefined ? undefined : (await stat(target)).uid;
  const isOwn = process.getuid === undefined || owner === process.getuid();
  if (target !== undefined && isOwn && folders.some((folder) => isBelow(target, folder))) {
    return target;
  }
  throw new RegistryError(
    'unsupported',
    t('{0} is a link to something that is not among your own files. It was left as it is.', file),
    { repair: null },
  );
}

function isBelow(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}

/** A file that its owner may not write is meant to stay, although its folder would allow it. */
export async function mustBeWritable({ target, text, mode }: FoundText): Promise<void> {
  if (text === undefined) return;
  const isWritable = await access(target, constants.W_OK).then(
    () => (mode & 0o200) !== 0,
    () => false,
  );
  if (isWritable) return;
  throw new RegistryError('unsupported', t('{0} is read-only and was left as it is.', target), {
    repair: null,
  });
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RegistryError('invalid-input', t('{0} cannot be read.', file), {
      cause,
      repair: null,
    });
  }
}
