import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isInside } from './untrusted-paths.ts';

/** Where programs are looked for, and where not. */
export interface ProgramEnvironment {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folders from which nothing is run or read: those of a workspace that is not trusted. */
  readonly untrusted: readonly string[];
}

/**
 * Finds a program by `PATH`, of which relative entries are passed over, since what they mean depends
 * on the folder that is open, and everything inside untrusted folders, links followed. `undefined`
 * when there is none.
 * @param extensions those it may have, in their order; `''` for none
 */
export function findOnPath(
  name: string,
  extensions: readonly string[],
  { environment, untrusted }: ProgramEnvironment,
): string | undefined {
  for (const entry of pathOf(environment).split(delimiter)) {
    if (!isAbsolute(entry)) continue;
    const found = executable(join(entry, name), extensions);
    if (found !== undefined && !isInside(found, untrusted)) return found;
  }
  return undefined;
}

/** The file, with the first extension with which it can be run. */
export function executable(file: string, extensions: readonly string[]): string | undefined {
  return extensions.map((extension) => file + extension).find(isExecutable);
}

/**
 * The environment of programs that are run: where a workspace is not trusted, `PATH` without what
 * leads into it, since they look for others there.
 */
export function childEnvironment({ environment, untrusted }: ProgramEnvironment) {
  if (untrusted.length === 0) return environment;
  const safe = (path: string) =>
    path
      .split(delimiter)
      .filter((entry) => isAbsolute(entry) && !isInside(entry, untrusted))
      .join(delimiter);
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name.toUpperCase() === 'PATH' && value !== undefined ? safe(value) : value,
    ]),
  );
}

const pathOf = (environment: ProgramEnvironment['environment']): string =>
  environment['PATH'] ?? environment['Path'] ?? '';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
