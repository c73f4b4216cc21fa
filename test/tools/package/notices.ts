import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from '../paths.ts';

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
}

/**
 * The directories of the packages that have code in a bundle, sorted and relative to the root, like
 * `node_modules/undici`.
 */
export function bundledPackages({ outputs }: Pick<Metafile, 'outputs'>): string[] {
  const homes = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      // Greedy, since the last node_modules of a path is where its package lies.
      const home = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
      if (home !== undefined && bytesInOutput > 0) homes.add(home);
    }
  }
  return [...homes].sort();
}

/**
 * The notices that bundled packages ask to go with their code: name, version and the texts of
 * their licenses, as they lie in node_modules.
 * @throws Error for a package without a license text
 */
export async function thirdPartyNotices(homes: readonly string[]): Promise<string> {
  const notices = await Promise.all(homes.map(notice));
  return [
    'Registry Tokens contains code of these packages.\n',
    ...notices.map((text) => `${'-'.repeat(80)}\n\n${text}`),
  ].join('\n');
}

async function notice(directory: string): Promise<string> {
  const home = path.join(root, directory);
  const manifest = JSON.parse(
    await readFile(path.join(home, 'package.json'), 'utf8'),
  ) as PackageManifest;
  const texts: string[] = [];
  for await (const file of glob('{LICENSE,LICENCE,COPYING,NOTICE}*', { cwd: home })) {
    texts.push((await readFile(path.join(home, file), 'utf8')).trim());
  }
  if (texts.length === 0) throw new Error(`${directory} is bundled, but has no license text.`);
  const { version, license = 'license below', homepage } = manifest;
  const title = `${manifest.name} ${version} (${license})`;
  return [[title, homepage].filter(Boolean).join('\n'), ...texts.sort(), ''].join('\n\n');
}
