import { constants } from 'node:fs';
import { access, lstat, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { writeInOneStep } from '../helper/install.ts';
import { duplicateMember } from './duplicates.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** How often a change is begun anew because another program wrote the file in the same moment. */
const mostTries = 5;

/** A configuration of another program as it is on disk. */
interface Found {
  /** Where it really stands, links followed. */
  readonly target: string;
  /** Absent where there is no file yet. */
  readonly text: string | undefined;
  readonly json: JsonObject;
  readonly mode: number;
}

/** Reads a program's configuration; one that is not there is empty. Rejects with `invalid-input`. */
export async function readJson(file: string, home: string): Promise<JsonObject> {
  return (await find(file, home)).json;
}

/**
 * Changes a configuration that other programs write, too: in one step, with every other member, the
 * order, the indent and the mode as they were, and anew if it was written meanwhile. What cannot be
 * changed without loss is left as it is: rejects with `invalid-input` or `unsupported`.
 *
 * @param home a link is followed to files of this folder and of the configuration's own only
 * @param change gives the new members, or the same object to leave the file alone
 */
export async function changeJson(
  file: string,
  home: string,
  change: (json: JsonObject) => JsonObject,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await find(file, home);
    const json = change(found.json);
    if (json === found.json) return;
    await mustBeWritable(found);
    const text = `${JSON.stringify(json, undefined, indentOf(found.text))}${endOf(found.text)}`;
    // The last look before the file is replaced: what another program wrote is not lost.
    if ((await textOf(found.target)) !== found.text) continue;
    try {
      await mkdir(dirname(found.target), { recursive: true, mode: 0o700 });
      await writeInOneStep(found.target, text, found.mode);
    } catch (cause) {
      throw new RegistryError('unsupported', t('{0} cannot be written.', found.target), {
        cause,
        repair: null,
      });
    }
    return;
  }
  throw new RegistryError(
    'unsupported',
    t('Another program keeps writing {0}. Nothing was changed.', file),
    { repair: null },
  );
}

async function find(file: string, home: string): Promise<Found> {
  const target = await follow(file, home);
  const text = await textOf(target);
  if (text === undefined) return { target, text, json: {}, mode: 0o600 };
  return {
    target,
    text,
    json: parse(text, file),
    mode: (await stat(target)).mode & 0o777,
  };
}

/** A link of somebody else's making must not lead our writing to other files. */
async function follow(file: string, home: string): Promise<string> {
  try {
    const link = await lstat(file);
    if (!link.isSymbolicLink()) return file;
  } catch {
    return file;
  }
  const target = await realpath(file).catch(() => undefined);
  const folders = await Promise.all([home, dirname(file)].map((folder) => realpath(folder)));
  const owner = target === undefined ? undefined : (await stat(target)).uid;
  const isOwn = process.getuid === undefined || owner === process.getuid();
  if (target !== undefined && isOwn && folders.some((folder) => isBelow(target, folder))) {
    return target;
  }
  throw new RegistryError(
    'unsupported',
    t('{0} is a link to something that is not among your own files. It was left as it is.', file),
    { repair: null },
  );
}

function isBelow(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}

function parse(text: string, file: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch {
    // The parser's own message quotes the text, in which credentials may stand.
  }
  if (!isObject(json)) {
    throw new RegistryError(
      'invalid-input',
      t('{0} is not JSON. Repair it first: nothing was changed.', file),
      { repair: null },
    );
  }
  const twice = duplicateMember(text);
  if (twice !== undefined) {
    throw new RegistryError(
      'invalid-input',
      t('{0} has “{1}” twice. Remove one of them first: nothing was changed.', file, twice),
      { repair: null },
    );
  }
  return json;
}

/** A file that its owner may not write is meant to stay, although its folder would allow it. */
async function mustBeWritable({ target, text, mode }: Found): Promise<void> {
  if (text === undefined) return;
  const isWritable = await access(target, constants.W_OK).then(
    () => (mode & 0o200) !== 0,
    () => false,
  );
  if (isWritable) return;
  throw new RegistryError('unsupported', t('{0} is read-only. Nothing was changed.', target), {
    repair: null,
  });
}

/** Docker writes tabs, people write spaces. */
const indentOf = (text = ''): string => /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '\t';
const endOf = (text = '\n'): string => (text.endsWith('\n') ? '\n' : '');

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RegistryError('invalid-input', t('{0} cannot be read.', file), {
      cause,
      repair: null,
    });
  }
}
