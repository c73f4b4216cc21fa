import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Package {
  dependencies?: Record<string, string>;
}

interface LockedPackage extends Package {
  version?: string;
  resolved?: string;
  integrity?: string;
}

interface Shrinkwrap {
  packages: Record<string, LockedPackage>;
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
  await edit<Package>(path.join(directory, 'package.json'), (manifest) => {
    replaceDependency(manifest, name, version);
  });
  await edit<Shrinkwrap>(path.join(directory, 'npm-shrinkwrap.json'), ({ packages }) => {
    const own = packages[''];
    if (own !== undefined) replaceDependency(own, name, version);
    const locked = packages[`node_modules/${name}`];
    if (locked === undefined) return;
    locked.version = version;
    // npm looks both up again from the registry that it is configured for.
    delete locked.resolved;
    delete locked.integrity;
  });
}

function replaceDependency(manifest: Package, name: string, version: string): void {
  if (manifest.dependencies?.[name] !== undefined) manifest.dependencies[name] = version;
}

async function edit<T>(file: string, change: (content: T) => void): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8')) as T;
  change(content);
  await writeFile(file, JSON.stringify(content, undefined, 2));
}
