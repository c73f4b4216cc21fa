import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeIfOther } from '../helper/install.ts';
import { runProgramName, runScriptFile, runShim, usualPatience } from './shim.ts';

/** The folder of one window's shim, which has nothing in it but what may be on a PATH. */
export const runBinFolder = (folder: string): string => join(folder, 'bin');

/** The shim of a window's terminals. */
export const runShimFile = (folder: string, platform: NodeJS.Platform): string =>
  join(runBinFolder(folder), platform === 'win32' ? `${runProgramName}.cmd` : runProgramName);

/**
 * Writes the program and the shim of one window, where they differ from this version's, each in one
 * step.
 *
 * @param script the text of the program, as it is packed
 * @param patience how long the shim waits for the window to answer, in seconds
 */
export async function installRun(
  root: string,
  folder: string,
  script: string,
  platform: NodeJS.Platform,
  patience = usualPatience,
): Promise<void> {
  await mkdir(runBinFolder(folder), { recursive: true, mode: 0o700 });
  await writeIfOther(join(root, runScriptFile), script, 0o600);
  const shim = runShim(root, folder, platform, patience);
  await writeIfOther(runShimFile(folder, platform), shim, 0o755);
}
