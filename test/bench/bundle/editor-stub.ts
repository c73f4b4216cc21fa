import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { root } from '../../tools/paths.ts';

const stub = 'stub:vscode';

/** Lets built chunks be imported in plain Node: what they ask of the editor does nothing. */
export function standInForEditor(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url: stub, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === stub
        ? { format: 'module', source: editorStub(), shortCircuit: true }
        : next(url, context),
  });
}

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
