import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { Cluster, Context, User } from '@kubernetes/client-node/dist/config_types.js';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { refuseInside } from '../distrust.ts';
import type { KubeSettings } from '../settings.ts';
import { kubeconfigFiles } from './files.ts';

/** What several files say together: of equal names the first counts, as with kubectl. */
export interface Kubeconfig {
  /** The files that were read; those missing are left out. */
  readonly files: readonly string[];
  readonly clusters: readonly Cluster[];
  readonly users: readonly User[];
  readonly contexts: readonly Context[];
  readonly currentContext: string;
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
  readonly config: KubeConfig;
}

async function read(file: string, settings: KubeSettings): Promise<Part | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined;
    throw unusable(file, t('it cannot be read'));
  }
  const config = new KubeConfig();
  try {
    config.loadFromString(text, { onInvalidEntry: 'filter' });
  } catch {
    // The parser's own message quotes the text.
    throw unusable(file, t('it is not YAML of a kubeconfig'));
  }
  config.makePathsAbsolute(dirname(file));
  config.users = config.users.map((user) => withAbsolutePlugin(user, dirname(file)));
  for (const path of [
    ...config.clusters.map(({ caFile }) => caFile),
    ...config.users.flatMap(({ certFile, keyFile }) => [certFile, keyFile]),
  ]) {
    if (path) refuseInside(path, settings.distrusted);
  }
  return { file, config };
}

/** A plugin named by a relative path stands beside the file that names it. */
function withAbsolutePlugin(user: User, folder: string): User {
  const plugin: unknown = user.exec;
  if (typeof plugin !== 'object' || plugin === null || !('command' in plugin)) return user;
  const { command } = plugin;
  return typeof command === 'string' && /[\\/]/.test(command)
    ? { ...user, exec: { ...plugin, command: resolve(folder, command) } }
    : user;
}

function firstOfEach<T extends { readonly name: string }>(entries: readonly T[]): readonly T[] {
  const names = new Set<string>();
  return entries.filter(({ name }) => !names.has(name) && names.add(name));
}

const unusable = (file: string, what: string): RegistryError =>
  new RegistryError('invalid-input', t('The kubeconfig {0} cannot be used: {1}.', file, what), {
    repair: 'retry',
  });
