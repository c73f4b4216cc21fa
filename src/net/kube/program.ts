import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { KubeSettings } from './settings.ts';
import { isInside, refuseInside } from './distrust.ts';

/**
 * The file behind the name of a program: a path as it is (relative ones from `folder`), a bare name
 * by `PATH`, of which relative entries and those inside an untrusted workspace are passed over.
 * `undefined` when there is none.
 */
export function findProgram(
  command: string,
  folder: string,
  { environment, distrusted }: Pick<KubeSettings, 'environment' | 'distrusted'>,
): string | undefined {
  if (/[\\/]/.test(command)) {
    const file = resolve(folder, command);
    refuseInside(file, distrusted);
    return executable(file);
  }
  for (const entry of (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter)) {
    const file = join(entry, command);
    if (!isAbsolute(entry) || isInside(file, distrusted)) continue;
    const found = executable(file);
    if (found !== undefined) return found;
  }
  return undefined;
}

function executable(file: string): string | undefined {
  const extensions = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  return extensions.map((extension) => file + extension).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The environment of programs that are run: where a workspace is not trusted, `PATH` without what
 * leads into it, since they look for others there.
 */
export function childEnvironment({
  environment,
  distrusted,
}: Pick<KubeSettings, 'environment' | 'distrusted'>): KubeSettings['environment'] {
  if (distrusted.length === 0) return environment;
  const safe = (path: string) =>
    path
      .split(delimiter)
      .filter((entry) => isAbsolute(entry) && !isInside(entry, distrusted))
      .join(delimiter);
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name.toUpperCase() === 'PATH' && value !== undefined ? safe(value) : value,
    ]),
  );
}
