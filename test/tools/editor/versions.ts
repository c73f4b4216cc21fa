/**
 * The editors that the extension is tried in. npm's `code-server` 4.N.x carries Microsoft's own
 * VS Code 1.N.x, server and workbench, which makes an editor out of nothing but the npm registry.
 */
export interface EditorRecipe {
  /** VS Code's version. */
  readonly version: string;
  /** Version of the npm package `code-server`. */
  readonly codeServer: string;
  /** The major version of Node that this VS Code was built for. */
  readonly node: string;
  /**
   * Dependencies of VS Code which its shrinkwrap names by a git address, where only the registry
   * may be reachable, with the version of the registry to take instead.
   */
  readonly fromRegistry: Readonly<Record<string, string>>;
  /** Dependencies of code-server to take in another version: one that needs no compiler. */
  readonly overrides: Readonly<Record<string, string>>;
}

export const currentVersion = '1.139.1';
export const oldestVersion = '1.105.1';

const recipes: readonly EditorRecipe[] = [
  {
    version: currentVersion,
    codeServer: '4.139.1',
    node: '24',
    fromRegistry: {},
    overrides: {},
  },
  {
    version: oldestVersion,
    codeServer: '4.105.1',
    node: '22',
    fromRegistry: { '@parcel/watcher': '2.5.1' },
    overrides: { argon2: '0.44.0' },
  },
];

/** @throws Error that names the known versions */
export function recipeFor(version: string): EditorRecipe {
  const recipe = recipes.find((candidate) => candidate.version === version);
  if (recipe !== undefined) return recipe;
  const known = recipes.map((candidate) => candidate.version).join(', ');
  throw new Error(`No VS Code ${version} is known here; choose one of: ${known}.`);
}
