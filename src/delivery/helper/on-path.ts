import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, relative } from 'node:path';
import { promisify } from 'node:util';
import { findOnPath } from '../../programs/program.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import type { HelperMachine } from './folder.ts';
import { shimFile } from './install.ts';

/** A login shell that reads slow files may take as long, in milliseconds. */
const limit = 10_000;

/** Between these, the shell's own words are ours; what its files print stands around them. */
const mark = 'registry-tokens-path:';

/**
 * The `PATH` of a login shell, which is what programs outside of the editor get. It begins with an
 * almost empty environment, so that nothing of the editor's own PATH is in it. On Windows, the PATH
 * of the user. `undefined` where the shell does not tell.
 */
export async function loginPath({ env, platform }: HelperMachine): Promise<string | undefined> {
  if (platform === 'win32') return env['PATH'] ?? env['Path'];
  const shell = env['SHELL'] ?? '/bin/sh';
  const names = ['HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'XDG_CONFIG_HOME'];
  const clean = Object.fromEntries(names.map((name) => [name, env[name]]));
  try {
    const { stdout } = await promisify(execFile)(
      shell,
      ['-l', '-c', `echo ${mark}; echo "$PATH"; echo ${mark}`],
      { env: clean, timeout: limit, cwd: '/' },
    );
    const path = stdout.split(mark)[1]?.trim() ?? '';
    // A shell of another language says what it was given.
    return path.startsWith('$') || path === '' ? undefined : path;
  } catch {
    return undefined;
  }
}

/** Where the helper stands on a PATH, in no folder that is not trusted. */
export const findHelper = (
  path: string,
  platform: NodeJS.Platform,
  untrusted: readonly string[],
): string | undefined =>
  findOnPath(shimFile(platform), [''], { environment: { PATH: path }, untrusted });

/** Folders of a PATH into which the helper can be put, those of the person's own first. */
export function foldersFor(path: string, home: string, untrusted: readonly string[]): string[] {
  const folders = [...new Set(path.split(delimiter))].filter(
    (folder) => isAbsolute(folder) && isWritable(folder) && !isInside(folder, untrusted),
  );
  const isOwn = (folder: string) => !/^\.\.(?:[\\/]|$)|^[A-Z]:/i.test(relative(home, folder));
  return [...folders.filter(isOwn), ...folders.filter((folder) => !isOwn(folder))];
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}
