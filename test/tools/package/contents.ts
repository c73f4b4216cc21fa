import { listFiles, PackageManager } from '@vscode/vsce';

/** What belongs into the packaged extension; all of it is either run or read by somebody. */
const belongings: readonly RegExp[] = [
  /^package\.json$/,
  /^package\.nls(\.[a-z-]+)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^dist\/(chunks\/)?[\w-]+\.js(\.LEGAL\.txt)?$/,
  /^dist\/(helper|run|uninstall)\.cjs$/,
  /^dist\/inspector\/(page\.js|style\.css)$/,
  /^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^media\/(icon\.png|view\.svg)$/,
  /^media\/walkthrough\/[a-z]+\.svg$/,
  /^media\/inspector\/tab-(dark|light)\.svg$/,
];

/** The files that would be packed in a directory, relative to it and sorted. */
export async function packedFiles(directory: string): Promise<string[]> {
  const files = await listFiles({ cwd: directory, packageManager: PackageManager.None });
  return files.map((file) => file.replaceAll('\\', '/')).sort();
}

/** Those among the files that do not belong into the package. */
export const strangers = (files: readonly string[]): string[] =>
  files.filter((file) => !belongings.some((pattern) => pattern.test(file)));
