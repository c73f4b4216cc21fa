import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { packedFiles, strangers } from '../package/contents.ts';
import { bundledPackages, thirdPartyNotices } from '../package/notices.ts';
import { root, vsixFile } from '../paths.ts';
import { run } from '../process.ts';

/** Largest package that is still handed out, in bytes. */
const mostBytes = 1_000_000;

/** Bundles the extension into `dist/`. */
export async function buildExtension(): Promise<void> {
  await run(process.execPath, [path.join(root, 'esbuild.mjs')], { cwd: root });
}

/**
 * Bundles the extension and packs it, with the notices of what was bundled, into
 * `dist/registry-tokens.vsix`.
 * @returns what was packed, for people
 * @throws Error when the package has grown too large, or holds what does not belong into it
 */
export async function packageExtension(): Promise<string> {
  await buildExtension();
  const packages = await writeNotices();
  const files = await packedFiles(root);
  const strange = strangers(files);
  if (strange.length > 0) {
    throw new Error(`These do not belong into the package: ${strange.join(', ')}`);
  }
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await run(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsixFile], {
    cwd: root,
  });
  const { size } = await stat(vsixFile);
  if (size > mostBytes) {
    throw new Error(`The package has ${kilobytes(size)}; ${kilobytes(mostBytes)} is the most.`);
  }
  return [
    `${path.relative(root, vsixFile)}: ${kilobytes(size)}, ${files.length} files`,
    `with code of ${packages.map((home) => home.replace('node_modules/', '')).join(', ')}`,
  ].join('\n');
}

async function writeNotices(): Promise<readonly string[]> {
  const meta = JSON.parse(await readFile(path.join(root, 'dist', 'meta.json'), 'utf8')) as Metafile;
  const packages = bundledPackages(meta);
  const file = path.join(root, 'dist', 'THIRD-PARTY-NOTICES.txt');
  await writeFile(file, await thirdPartyNotices(packages));
  return packages;
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;
