import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { refuseInside } from '../../../programs/untrusted-paths.ts';
import type { KubeSettings } from '../settings.ts';
import {
  type AuthProvider,
  type ClusterEntry,
  type KubeconfigEntries,
  readEntries,
  type UserEntry,
} from './entries.ts';
import { kubeconfigFiles } from './files.ts';
import { parseYaml } from './yaml.ts';

/** What several files say together: of equal names the first counts, as with kubectl. */
export interface Kubeconfig extends KubeconfigEntries {
  /** The files that were read; those missing are left out. */
  readonly files: readonly string[];
  readonly users: readonly LocatedUser[];
}

/** A user with the file that names it: paths are absolute, and what is renewed is kept there. */
export interface LocatedUser extends UserEntry {
  readonly file: string;
}

/**
 * Reads the kubeconfig files. Rejects with `not-found` when there is none, with `invalid-input` for
 * one that cannot be used; the message names the file and never quotes it, since it holds secrets.
 */
export async function loadKubeconfig(settings: KubeSettings): Promise<Kubeconfig> {
  const files = kubeconfigFiles(settings);
  const parts = (await Promise.all(files.map((file) => read(file, settings)))).flatMap(
    (part) => part ?? [],
  );
  if (parts.length === 0) {
    throw new RegistryError(
      'not-found',
      t('There is no kubeconfig on this machine; looked for {0}.', files.join(', ')),
      { repair: 'retry' },
    );
  }
  return {
    files: parts.map(({ file }) => file),
    clusters: firstOfEach(parts.flatMap(({ config }) => config.clusters)),
    users: firstOfEach(parts.flatMap(({ config }) => config.users)),
    contexts: firstOfEach(parts.flatMap(({ config }) => config.contexts)),
    currentContext: parts.map(({ config }) => config.currentContext).find(Boolean) ?? '',
  };
}

interface Part {
  readonly file: string;
  readonly config: KubeconfigEntries & { readonly users: readonly LocatedUser[] };
}

async function read(file: string, settings: KubeSettings): Promise<Part | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined;
    throw unusable(file, t('it cannot be read'));
  }
  let entries: KubeconfigEntries;
  try {
    entries = readEntries(parseYaml(text));
  } catch {
    // The parser's own message quotes the text.
    throw unusable(file, t('it is not YAML of a kubeconfig'));
  }
  const config = {
    ...entries,
    clusters: entries.clusters.map((cluster) => locateCluster(cluster, dirname(file))),
    users: entries.users.map((user) => locateUser(user, file)),
  };
  const paths = [
    ...config.clusters.map(({ caFile }) => caFile),
    ...config.users.flatMap((user) => [
      user.certFile,
      user.keyFile,
      user.tokenFile,
      user.authProvider?.config['idp-certificate-authority'],
    ]),
  ];
  for (const path of paths) {
    if (path !== undefined) refuseInside(path, settings.untrusted);
  }
  return { file, config };
}

/** What a kubeconfig names by a relative path stands beside it. */
const beside = (folder: string, path: string | undefined): string | undefined =>
  path === undefined ? undefined : resolve(folder, path);

const locateCluster = (cluster: ClusterEntry, folder: string): ClusterEntry => ({
  ...cluster,
  caFile: beside(folder, cluster.caFile),
});

function locateUser(user: UserEntry, file: string): LocatedUser {
  const folder = dirname(file);
  return {
    ...user,
    file,
    certFile: beside(folder, user.certFile),
    keyFile: beside(folder, user.keyFile),
    tokenFile: beside(folder, user.tokenFile),
    exec: locatePlugin(user.exec, folder),
    authProvider: user.authProvider && locateAuthority(user.authProvider, folder),
  };
}

/** A bare name of a plugin is looked for in `PATH`. */
function locatePlugin(plugin: unknown, folder: string): unknown {
  if (!isObject(plugin)) return plugin;
  const { command } = plugin;
  return typeof command === 'string' && /[\\/]/.test(command)
    ? { ...plugin, command: resolve(folder, command) }
    : plugin;
}

function locateAuthority(provider: AuthProvider, folder: string): AuthProvider {
  const { config } = provider;
  const file = beside(folder, config['idp-certificate-authority']);
  return {
    ...provider,
    config: file === undefined ? config : { ...config, 'idp-certificate-authority': file },
  };
}

function firstOfEach<T extends { readonly name: string }>(entries: readonly T[]): readonly T[] {
  const names = new Set<string>();
  return entries.filter(({ name }) => !names.has(name) && names.add(name));
}

const unusable = (file: string, what: string): RegistryError =>
  new RegistryError('invalid-input', t('The kubeconfig {0} cannot be used: {1}.', file, what), {
    repair: 'retry',
  });
