import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths.ts';
import { extractMessages } from './messages.ts';

/** What translators start from; the editor looks for `bundle.l10n.<language>.json` beside it. */
export const bundleFile = path.join(root, 'l10n', 'bundle.l10n.json');

export interface Bundle {
  /** The file's whole text: every message once, sorted, each being its own translation. */
  readonly text: string;
  readonly problems: readonly string[];
}

/** Reads all sentences out of the sources of the extension. */
export async function createBundle(): Promise<Bundle> {
  const messages = new Set<string>();
  const problems: string[] = [];
  for (const file of await sources()) {
    const found = extractMessages(file, await readFile(path.join(root, file), 'utf8'));
    for (const message of found.messages) messages.add(message);
    problems.push(...found.problems);
  }
  const sorted = [...messages].sort();
  const bundle = Object.fromEntries(sorted.map((message) => [message, message]));
  return { text: `${JSON.stringify(bundle, undefined, 2)}\n`, problems };
}

async function sources(): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('src/**/*.ts', { cwd: root })) {
    files.push(file.replaceAll('\\', '/'));
  }
  return files.sort();
}
