// Decides which files the code lies in that is loaded on first use.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * First uses that most people have, by the modules that each of them loads. What one of them shares
 * with other modules is put into one file; and so is what the same ones of them share.
 */
const firstUses = [
  // A token is decoded.
  /\bsrc\/ui\/(commands\/decode|inspector\/open)\.ts$/,
  // Something is done to a row.
  /\bsrc\/ui\/(actions\/run-action|commands\/copy-token)\.ts$/,
  // The view is seen, and the status bar.
  /\bsrc\/ui\/(tree\/open|watch\/held-tokens)\.ts$/,
  // An account is opened.
  /\bsrc\/(registries\/[^/]+\/adapter|net\/http\/client|vault\/(keeping|alone)|ui\/accounts\/machine)\.ts$/,
];

/**
 * What each module that is loaded on first use has to import beside its own needs, so that few
 * files come of them. esbuild makes a file of every set of modules that the same entry points
 * share, however small: some seventy, thirty of them for the first decoded token alone, and each
 * costs a look-up and a read, on slow disks and remote hosts most of all. Where all that need one
 * module of a group import the whole group, the group becomes one file.
 *
 * Everything imports what is read at start-up, so that this is one file as well. At run time it has
 * long been loaded by then.
 *
 * @param {import('esbuild').Metafile['inputs']} inputs all modules, with what they import
 * @param {string} first the module that is loaded at start-up
 * @param {readonly string[]} late the modules that are loaded on first use
 * @returns {ReadonlyMap<string, readonly string[]>} additional imports by module
 */
export function planChunks(inputs, first, late) {
  const early = reach(inputs, [first]);
  const needs = new Map(late.map((entry) => [entry, reach(inputs, [entry], early)]));
  const uses = firstUses.map((use) =>
    reach(
      inputs,
      late.filter((entry) => use.test(entry)),
      early,
    ),
  );
  const groups = groupsOf([...needs.values()], uses);
  return new Map(
    late.map((entry) => {
      const all = new Set(needs.get(entry));
      // Modules of a group may need those of another one: all added is looked at, too.
      for (const module of all) groups.get(module)?.forEach((other) => all.add(other));
      const added = [...all].filter(
        // What needs the module itself cannot come before it.
        (module) => groups.has(module) && !reach(inputs, [module]).has(entry),
      );
      return [entry, [first, ...added]];
    }),
  );
}

/**
 * Adds imports to modules while they are read.
 *
 * @param {ReadonlyMap<string, readonly string[]>} added imports by module
 * @returns {import('esbuild').Plugin}
 */
export const addImports = (added) => {
  const byFile = new Map([...added].map(([module, more]) => [path.resolve(module), more]));
  return {
    name: 'add-imports',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        const more = byFile.get(file);
        if (more === undefined) return undefined;
        const lines = more.map((module) => `import ${JSON.stringify(path.resolve(module))};`);
        const text = await readFile(file, 'utf8');
        return { contents: [text, ...lines].join('\n'), loader: 'ts' };
      });
    },
  };
};

/** The group of each module that several modules need: all that the same first uses need. */
function groupsOf(needs, uses) {
  const groups = new Map();
  const byUses = new Map();
  for (const module of new Set(needs.flatMap((modules) => [...modules]))) {
    if (needs.filter((modules) => modules.has(module)).length < 2) continue;
    const needing = uses.map((modules) => modules.has(module));
    if (!needing.includes(true)) continue;
    const key = String(needing);
    const group = byUses.get(key) ?? [];
    byUses.set(key, group);
    group.push(module);
    groups.set(module, group);
  }
  return groups;
}

/** Modules of ours with all that they import statically, directly or not, without some. */
function reach(inputs, modules, without = new Set()) {
  const found = new Set(modules);
  for (const module of found) {
    for (const { path: imported, kind, external } of inputs[module]?.imports ?? []) {
      const isOurs = external !== true && !imported.includes('node_modules/');
      if (kind === 'import-statement' && isOurs && !without.has(imported)) found.add(imported);
    }
  }
  return found;
}
