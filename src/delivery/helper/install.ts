import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { programName } from './names.ts';
import { scriptFile, shim, shimMark } from './shim.ts';

/** The folder of ours that has nothing in it but what may be on a PATH. */
export const binFolder = (root: string): string => join(root, 'bin');

/** The name of the shim as the system finds it. */
export const shimFile = (platform: NodeJS.Platform): string =>
  platform === 'win32' ? `${programName}.cmd` : programName;

/**
 * Writes the program and its shim into our folder, where they differ from this version's. Each file
 * changes in one step: a client that starts it in this moment gets the former or the new one.
 *
 * @param script the text of the program, as it is packed
 */
export async function installHelper(
  root: string,
  script: string,
  platform: NodeJS.Platform,
): Promise<void> {
  await mkdir(binFolder(root), { recursive: true, mode: 0o700 });
  await chmod(root, 0o700);
  await writeIfOther(join(root, scriptFile), script, 0o600);
  await writeIfOther(join(binFolder(root), shimFile(platform)), shim(root, platform), 0o755);
}

/**
 * Puts the helper into a folder of the PATH: as a link to our own, so that it stays current, or as
 * a copy on Windows, where links need a privilege. Rejects with `unsupported` where a file of
 * somebody else has its name, or the folder takes no file.
 */
export async function linkShim(
  folder: string,
  root: string,
  platform: NodeJS.Platform,
): Promise<void> {
  const file = join(folder, shimFile(platform));
  // A link that leads nowhere is one of ours whose target was deleted; it is made anew.
  const there = await textOf(file);
  if (there !== undefined && !there.includes(shimMark)) {
    throw new RegistryError('unsupported', t('{0} is there already and is not ours.', file), {
      repair: null,
    });
  }
  try {
    if (platform === 'win32') {
      await writeIfOther(file, shim(root, platform), 0o755);
      return;
    }
    await rm(file, { force: true });
    await symlink(join(binFolder(root), shimFile(platform)), file);
  } catch (cause) {
    throw new RegistryError('unsupported', t('{0} cannot be written.', file), {
      cause,
      repair: null,
    });
  }
}

/** Writes a file in one step, unless it has that text already. */
export async function writeIfOther(file: string, text: string, mode: number): Promise<void> {
  if ((await textOf(file)) !== text) await writeInOneStep(file, text, mode);
}

/** Writes a file so that nobody ever reads half of it. */
export async function writeInOneStep(file: string, text: string, mode: number): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { mode, flag: 'wx' });
    await chmod(temporary, mode);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
