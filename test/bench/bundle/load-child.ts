/** Imports the start-up bundle, with a stand-in for the editor, and prints the milliseconds. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../tools/paths.ts';
import { standInForEditor } from './editor-stub.ts';

standInForEditor();
// What the loader does only once, and loading the stand-in, is not the bundle's.
await import('vscode');
const before = performance.now();
await import(pathToFileURL(path.join(root, 'dist', 'extension.js')).href);
process.stdout.write(String(performance.now() - before));
process.exit();
