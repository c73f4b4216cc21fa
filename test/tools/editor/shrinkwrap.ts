import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Package {
  dependencies?: Record<string, string>;
}

interface Shrinkwrap {
  packages: Partial<Record<string, Package>>;
}

/**
 * Makes `package.json` and `npm-shrinkwrap.json` of a package take one of its dependencies from
 * the npm registry, where they name it by another address.
 * @param directory the package's directory
 */
export async function takeFromRegistry(
  directory: string,
  name: string,
  version: string,
): Promise<void> {
  const manifestFile = path.join(directory, 'package.json');
  const manifest = (await readJson(manifestFile)) as Package;
  replaceDependency(manifest, name, version);
  await writeJson(manifestFile, manifest);

  const shrinkwrapFile = path.join(directory, 'npm-shrinkwrap.json');
  const shrinkwrap = (await readJson(shrinkwrapFile)) as Shrinkwrap;
  replaceDependency(shrinkwrap.packages[''], name, version);
  // npm then looks it up anew, with what it depends on for each platform.
  const packages = Object.fromEntries(
    Object.entries(shrinkwrap.packages).filter(([place]) => place !== `node_modules/${name}`),
  );
  await writeJson(shrinkwrapFile, { ...shrinkwrap, packages });
}

function replaceDependency(manifest: Package | undefined, name: string, version: string): void {
  if (manifest?.dependencies?.[name] !== undefined) manifest.dependencies[name] = version;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(content, undefined, 2));
}
