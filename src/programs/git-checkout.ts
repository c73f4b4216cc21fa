import { dirname, join, resolve } from 'node:path';
import { type GitRemote, readGitRemote } from '../core/git-remote.ts';
import { readRegularFile } from './read-regular-file.ts';

/** A checkout of git, as far as it says where it comes from. */
export interface GitCheckout {
  /** Its folder. */
  readonly folder: string;
  /** The branch that is checked out; absent between branches. */
  readonly branch?: string;
  readonly remotes: readonly (GitRemote & { readonly name: string })[];
}

/** Longest file of git's that is read, in bytes. */
const longestFile = 256 * 1024;

/**
 * The checkout that a folder is, or is a part of, read from git's own files: no program is run.
 * `undefined` where there is none. The caller answers for the folder being trusted.
 */
export async function gitCheckout(folder: string): Promise<GitCheckout | undefined> {
  const found = await gitFolder(folder);
  if (found === undefined) return undefined;
  const { checkout, git } = found;
  // A worktree shares the configuration of the checkout that it was made from.
  const shared = (await read(join(git, 'commondir')))?.trim();
  const [config = '', head = ''] = await Promise.all([
    read(join(shared === undefined ? git : resolve(git, shared), 'config')),
    read(join(git, 'HEAD')),
  ]);
  const [, branch] = /^ref: refs\/heads\/(\S+)/.exec(head) ?? [];
  return {
    folder: checkout,
    ...(branch === undefined ? {} : { branch }),
    remotes: remotesOf(config),
  };
}

/** Goes up until git's folder is found, which is a file that names it in worktrees and submodules. */
async function gitFolder(
  folder: string,
): Promise<{ readonly checkout: string; readonly git: string } | undefined> {
  for (let checkout = resolve(folder); ; checkout = dirname(checkout)) {
    const git = join(checkout, '.git');
    if ((await read(join(git, 'HEAD'))) !== undefined) return { checkout, git };
    const [, elsewhere] = /^gitdir: (.+)/.exec((await read(git)) ?? '') ?? [];
    if (elsewhere !== undefined) return { checkout, git: resolve(checkout, elsewhere.trim()) };
    if (checkout === dirname(checkout)) return undefined;
  }
}

/** The remotes of a configuration, by name; of several addresses of one the first counts. */
function remotesOf(config: string): GitCheckout['remotes'] {
  const found = new Map<string, GitRemote & { readonly name: string }>();
  let name: string | undefined;
  for (const line of config.split('\n')) {
    const text = line.trim();
    if (text.startsWith('[')) name = /^\[remote "([^"]+)"\]/.exec(text)?.[1];
    const [, address] = /^url\s*=\s*(\S+)/.exec(text) ?? [];
    const remote = address === undefined ? undefined : readGitRemote(address.replaceAll('"', ''));
    if (name === undefined || remote === undefined || found.has(name)) continue;
    found.set(name, { name, ...remote });
  }
  return [...found.values()];
}

async function read(file: string): Promise<string | undefined> {
  const found = await readRegularFile(file, longestFile);
  return 'text' in found ? found.text : undefined;
}
