import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '../../programs/untrusted-paths.ts';
import { xdgConfigHome } from '../config-home.ts';
import type { DockerEnvironment } from '../docker/environment.ts';

/** What stands for the files with logins in the list of helpers, and is the list by default. */
const loginFiles = 'containers-auth.json';

/** Helpers for all hosts that Podman and its kin ask before they read files with logins. */
export interface FirstAsked {
  /** The file that says so. */
  readonly file: string;
  readonly helpers: readonly string[];
  /** The files are not read at all. */
  readonly only: boolean;
}

/**
 * Reads which helpers `registries.conf` has Podman, Skopeo and Buildah ask before the files with
 * logins; `undefined` where there are none. The file is for all hosts, so it is never written.
 *
 * @param system the folder of the whole machine
 */
export async function firstAsked(
  environment: DockerEnvironment,
  system = '/etc/containers',
): Promise<FirstAsked | undefined> {
  const { env, platform, untrusted } = environment;
  if (platform === 'win32') return undefined;
  const own = join(xdgConfigHome(environment), 'containers');
  const named = env['CONTAINERS_REGISTRIES_CONF'] ?? '';
  const main = named === '' ? [join(own, confFile), join(system, confFile)] : [named];
  const readable = (file: string) => !isInside(file, untrusted);
  // The person's file stands instead of the machine's; those of the folders change what it says.
  let found: FirstAsked | undefined;
  for (const file of main.filter(readable)) {
    const text = await textOf(file);
    if (text === undefined) continue;
    found = helpersIn(file, text);
    break;
  }
  for (const folder of [system, own].map((parent) => join(parent, `${confFile}.d`))) {
    for (const file of (await filesIn(folder)).filter(readable)) {
      found = helpersIn(file, (await textOf(file)) ?? '') ?? found;
    }
  }
  return found === undefined || found.helpers.length === 0 ? undefined : found;
}

const confFile = 'registries.conf';

/** The helpers before the files; `undefined` where the text names none at all. */
function helpersIn(file: string, text: string): FirstAsked | undefined {
  const list = /^[ \t]*credential-helpers[ \t]*=[ \t]*\[([^\]]*)\]/m.exec(text)?.[1];
  if (list === undefined) return undefined;
  const withoutRemarks = list.replaceAll(/#[^\n]*/g, '');
  const names = [...withoutRemarks.matchAll(/"([^"]*)"|'([^']*)'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  if (names.length === 0) return undefined;
  const at = names.indexOf(loginFiles);
  return { file, helpers: at < 0 ? names : names.slice(0, at), only: at < 0 };
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.conf'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** A file that is not there or may not be read has nothing to say, to Podman as to us. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
