import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../lock.ts';
import { cacheDir } from '../paths.ts';
import { npm } from '../process.ts';
import { nodePackage, nodeProgram } from './node.ts';
import { takeFromRegistry } from './shrinkwrap.ts';
import { recipeFor } from './versions.ts';
import type { EditorRecipe } from './versions.ts';

/** A VS Code that is ready to be started. */
export interface Editor {
  /** VS Code's version. */
  readonly version: string;
  /** The Node program it has to be started with. */
  readonly node: string;
  /** VS Code's bare server, which can run test entries inside its extension host. */
  readonly serverMain: string;
  /** code-server's entry, the program that people start. */
  readonly entry: string;
}

/** Written last; a directory without it, or with an older recipe, is prepared anew. */
const completeFile = 'complete.json';

/** Takes the place of a native module that nobody compiled. */
const loggerFile = path.join(import.meta.dirname, 'spdlog.cjs');

/** Without install scripts nothing is compiled, and a bare machine is enough. */
const installFlags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];

const prepared = new Map<string, Promise<Editor>>();

/**
 * Makes a VS Code ready from the npm registry alone, or returns the one that a former run made.
 * Takes about half a minute and 700 MB the first time.
 * @param version one of versions.ts
 */
export function prepareEditor(version: string): Promise<Editor> {
  const editor = prepared.get(version) ?? prepare(version);
  prepared.set(version, editor);
  return editor;
}

async function prepare(version: string): Promise<Editor> {
  const recipe = recipeFor(version);
  const editors = path.join(cacheDir(), 'editors');
  const home = path.join(editors, version);
  if (!(await isComplete(home, recipe))) {
    await withLock(path.join(editors, `${version}.lock`), async () => {
      if (!(await isComplete(home, recipe))) await install(recipe, home);
    });
  }
  const codeServer = codeServerIn(home);
  return {
    version,
    node: nodeProgram(home),
    serverMain: path.join(codeServer, 'lib', 'vscode', 'out', 'server-main.js'),
    entry: path.join(codeServer, 'out', 'node', 'entry.js'),
  };
}

async function isComplete(home: string, recipe: EditorRecipe): Promise<boolean> {
  const file = path.join(home, completeFile);
  return existsSync(file) && (await readFile(file, 'utf8')) === (await stamp(recipe));
}

/** Says what a prepared editor was made of. */
async function stamp(recipe: EditorRecipe): Promise<string> {
  const logger = createHash('sha256')
    .update(await readFile(loggerFile))
    .digest('hex');
  return JSON.stringify({ ...recipe, logger });
}

function codeServerIn(home: string): string {
  return path.join(home, 'node_modules', 'code-server');
}

async function install(recipe: EditorRecipe, home: string): Promise<void> {
  const started = performance.now();
  const say = (what: string): void => console.log(`VS Code ${recipe.version}: ${what}`);
  say('installing from npm (once)…');
  // Beside its later place, so that the rename at the end stays on one file system.
  const building = `${home}.part`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  const manifest = { private: true, overrides: recipe.overrides };
  await writeFile(path.join(building, 'package.json'), JSON.stringify(manifest));
  await npm(
    ['install', ...installFlags, '--save-exact', `code-server@${recipe.codeServer}`].concat(
      `${nodePackage()}@${recipe.node}`,
    ),
    { cwd: building },
  );
  say('installing its dependencies…');
  const vscode = path.join(codeServerIn(building), 'lib', 'vscode');
  for (const [name, version] of Object.entries(recipe.fromRegistry)) {
    await takeFromRegistry(vscode, name, version);
  }
  await npm(['install', ...installFlags], { cwd: vscode });
  await npm(['install', ...installFlags], { cwd: path.join(vscode, 'extensions') });
  await copyFile(loggerFile, path.join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'));
  await writeFile(path.join(building, completeFile), await stamp(recipe));
  await rm(home, { recursive: true, force: true });
  await rename(building, home);
  say(`ready after ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
