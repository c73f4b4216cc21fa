import { findOnPath } from '../../programs/program.ts';
import type { DockerEnvironment } from './environment.ts';

/**
 * Finds docker or one of its credential helpers on PATH, and nowhere else. On Windows only what can
 * be run without a shell.
 * @param name without extension
 */
export const findProgram = (
  name: string,
  { env, platform, untrusted }: DockerEnvironment,
): string | undefined =>
  findOnPath(name, platform === 'win32' ? ['.exe'] : [''], { environment: env, untrusted });
