import { resolve } from 'node:path';
import { executable, findOnPath } from '../../programs/program.ts';
import { refuseInside } from '../../programs/untrusted-paths.ts';
import type { KubeSettings } from './settings.ts';

/**
 * The file behind the name of a program: a path as it is (relative ones from `folder`), a bare name
 * by `PATH`. `undefined` when there is none.
 */
export function findProgram(
  command: string,
  folder: string,
  settings: Pick<KubeSettings, 'environment' | 'untrusted'>,
): string | undefined {
  const extensions = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  if (!/[\\/]/.test(command)) return findOnPath(command, extensions, settings);
  const file = resolve(folder, command);
  refuseInside(file, settings.untrusted);
  return executable(file, extensions);
}
