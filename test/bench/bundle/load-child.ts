/** Imports the start-up bundle, with a stand-in for the editor, and prints the milliseconds. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../tools/paths.ts';

const stub = 'stub:vscode';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: stub, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === stub
      ? { format: 'module', source: editorStub(), shortCircuit: true }
      : next(url, context),
});

// What the loader does only once, and loading the stand-in, is not the bundle's.
await import('vscode');
const before = performance.now();
await import(pathToFileURL(path.join(root, 'dist', 'extension.js')).href);
process.stdout.write(String(performance.now() - before));
process.exit();

/** Every name that the editor exports, as something that can be called, constructed and extended. */
function editorStub(): string {
  const types = readFileSync(
    path.join(root, 'node_modules', '@types', 'vscode', 'index.d.ts'),
    'utf8',
  );
  const names = types.matchAll(/^\texport (?:class|enum|namespace|const|function) (\w+)/gm);
  const unique = new Set([...names].map((match) => match[1]));
  const exports = [...unique].map((name) => `export const ${name} = anything;`);
  return [
    'const anything = new Proxy(function () {}, {',
    "  get: (target, name) => (name === 'prototype' ? target.prototype : anything),",
    '  apply: () => anything,',
    '});',
    ...exports,
  ].join('\n');
}
