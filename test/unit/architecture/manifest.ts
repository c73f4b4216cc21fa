import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../tools/paths.ts';

export interface MenuItem {
  /** What it runs; absent where it opens a menu. */
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

/** As much of package.json as the tests look at. */
export interface Manifest {
  readonly activationEvents: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly enablement?: string;
    }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    readonly languageModelTools: readonly { readonly name: string; readonly when?: string }[];
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly scope: string }>
      >;
    };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

/** A text file of the working copy. */
export const readText = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');

export const manifest = JSON.parse(await readText('package.json')) as Manifest;

/** The English words of package.json, by their keys. */
export const words = JSON.parse(await readText('package.nls.json')) as Readonly<
  Record<string, string>
>;

/** A value of package.json as the reader sees it: `%key%` replaced by its words. */
export function spoken(value: string): string {
  const key = /^%(.+)%$/.exec(value)?.[1];
  return key === undefined ? value : (words[key] ?? value);
}

/** All commands that package.json contributes. */
export const contributedCommands = manifest.contributes.commands.map(({ command }) => command);

export const contributedSettings = Object.keys(manifest.contributes.configuration.properties);

/** The entries of all menus. */
export const menuItems = Object.values(manifest.contributes.menus).flat();

/** Every `when` and `enablement` clause of package.json. */
export const clauses = [
  ...menuItems.map(({ when }) => when),
  ...manifest.contributes.viewsWelcome.map(({ when }) => when),
  ...manifest.contributes.commands.map(({ enablement }) => enablement),
].filter((clause) => clause !== undefined);

/** The names in all clauses that begin with our prefix, without it. */
export function namesInClauses(prefix: string): Set<string> {
  const ours = new RegExp(`\\b${prefix}\\.(\\w+)`, 'g');
  return new Set(clauses.flatMap((clause) => [...clause.matchAll(ours)].map(([, n]) => n ?? '')));
}

/** The rest of a set of names, sorted, so that a failed comparison reads well. */
export const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
