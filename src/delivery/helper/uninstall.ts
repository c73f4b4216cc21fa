/**
 * Run by the editor with its runtime after the extension was uninstalled: takes our entries out of
 * Docker's configurations, and deletes what gave tokens to commands. The shim of the helper stays
 * where it was put and says that there is no login, so that a configuration that could not be
 * changed breaks no client.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readServed, servedFile } from '../places/served.ts';
import { helperRoot, ownerFile } from './folder.ts';
import { undoSending } from './serve.ts';

const home = homedir();
const root = helperRoot({ env: process.env, platform: process.platform, home });

/** The folder in which this editor keeps its extensions: `<extensions>/<this one>/dist/uninstall.cjs`. */
const extensions = dirname(dirname(dirname(process.argv[1] ?? '')));

async function undo(folder: string): Promise<void> {
  if (readFileSync(join(folder, ownerFile), 'utf8') !== extensions) return;
  for (const entry of await readServed(servedFile(folder))) {
    // A file that cannot be changed keeps its entry, which the shim answers.
    await undoSending(entry, home).catch(() => undefined);
  }
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  for (const kind of ['windows', 'workspaces']) {
    for (const folder of foldersIn(join(root, kind))) await undo(folder).catch(() => undefined);
  }
}

/** A folder that was never made has none. */
function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

main().catch(() => undefined);
