import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What of this machine decides where the helper lies. */
export interface HelperMachine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * The folder of the helper, one for each user: neither a version nor an editor is in its path, so
 * that what points to it stays right. Below it, each installation of the extension has a folder.
 */
export function helperRoot({ env, platform, home }: HelperMachine): string {
  const [variable, usual] =
    platform === 'win32'
      ? ['LOCALAPPDATA', join(home, 'AppData', 'Local')]
      : ['XDG_DATA_HOME', join(home, '.local', 'share')];
  const named = env[variable] ?? '';
  return join(named === '' ? usual : named, 'registry-tokens');
}

/** The folder of one installation, which only its user may enter. */
export interface InstallationFolder {
  readonly path: string;
  /** The socket, or the named pipe of Windows. */
  readonly address: string;
  /** What the program and the window know, and nobody else. */
  readonly key: string;
}

/** Where an installation's windows write which runtime to start, while one of them serves. */
export const runtimeFile = 'runtime';
const keyFile = 'key';
export const socketFile = 'socket';

/** Where it stands which editor's extensions an installation is of, for the uninstall hook. */
export const ownerFile = 'extensions-folder';

/** Windows has no sockets in folders, but pipes with names of the whole machine. */
export const addressIn = (folder: string, platform: NodeJS.Platform): string =>
  platform === 'win32' ? `\\\\.\\pipe\\registry-tokens-${hash(folder)}` : join(folder, socketFile);

/**
 * Opens the folder of an installation, and makes it with a new key if it is not there.
 *
 * @param storage the editor's own folder for the extension: different for each installation
 * @throws when the folder belongs to somebody else
 */
export const openInstallation = (
  root: string,
  storage: string,
  platform: NodeJS.Platform,
): InstallationFolder => openFolder(join(root, 'windows', hash(storage)), platform);

/** As `openInstallation`, for the terminals of one workspace: each has a key of its own. */
export const openWorkspace = (
  root: string,
  storage: string,
  platform: NodeJS.Platform,
): InstallationFolder => openFolder(join(root, 'workspaces', hash(storage)), platform);

function openFolder(path: string, platform: NodeJS.Platform): InstallationFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stat = lstatSync(path);
  const isMine = platform === 'win32' || stat.uid === process.getuid?.();
  if (!stat.isDirectory() || !isMine) throw new Error(`${path} is not a folder of this user`);
  chmodSync(path, 0o700);
  return { path, address: addressIn(path, platform), key: keyIn(path) };
}

/**
 * The key in an installation's folder; `undefined` where there is none, or anything else. An empty
 * one, of a file that was made and not written yet, would be a key that everybody has.
 */
export function readKey(path: string): string | undefined {
  try {
    const key = readFileSync(join(path, keyFile), 'utf8');
    return /^[0-9a-f]{64}$/.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

function keyIn(path: string): string {
  const known = readKey(path);
  if (known !== undefined) return known;
  // It is whole before it has its name, and of two windows that make one, the first one's counts.
  const file = join(path, keyFile);
  const made = `${file}.${randomUUID()}`;
  writeFileSync(made, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  try {
    linkSync(made, file);
  } catch {
    // A file without a key is there, or the disk knows no second names.
    if (readKey(path) === undefined) renameSync(made, file);
  }
  rmSync(made, { force: true });
  const key = readKey(path);
  if (key === undefined) throw new Error(`${path} has no key`);
  return key;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
