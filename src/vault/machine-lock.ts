import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Turn } from '../core/concurrency/exclusive.ts';
import { systemTimer, type Timer } from '../core/concurrency/timer.ts';

/** How often a waiting window looks whether the lock is free, in milliseconds. */
const lookEvery = 100;
/** How often the owner shows that it lives, and after which silence it is taken for dead. */
const beatEvery = 2_000;
const silence = 15_000;
/** Looks without a sign of life that it takes as well: a machine that slept has not looked. */
const silentLooks = 50;

/** How long a note counts, in milliseconds: far longer than the editor takes to tell windows. */
const memory = 600_000;
/** When old notes were last looked for, by directory: there may be as many as there are tokens. */
const swept = new Map<string, number>();

/**
 * Runs `work` while no other window of this machine runs work of the same name: the owner of a file
 * that only one can create. It touches the file as long as it lives; one that fell silent (its
 * window crashed) loses the lock, but not one that slept with the machine. Rejects with `cancelled`
 * when aborted while waiting; work that has begun is not interrupted, and its result stands
 * whatever becomes of the lock. A turn may leave a note for the next.
 *
 * @param directory shared by all windows; it is created
 */
export async function exclusive<T>(
  directory: string,
  name: string,
  work: (turn: Turn) => Promise<T>,
  signal: AbortSignal,
  timer: Timer = systemTimer,
): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${createHash('sha256').update(name).digest('hex')}.lock`);
  const owner = randomUUID();
  let touched: number | undefined;
  for (let looks = 0; !(await acquire(file, owner, looks >= silentLooks)); looks += 1) {
    const now = await touchOf(file);
    if (now !== touched) looks = 0;
    touched = now;
    await timer.wait(lookEvery, signal);
  }
  const beat = setInterval(() => {
    const now = new Date();
    // A file that is gone was taken over; the work itself must cope with that.
    utimes(file, now, now).catch(() => undefined);
  }, beatEvery);
  try {
    return await work(await turnAt(directory, `${file}.note`));
  } finally {
    clearInterval(beat);
    // One that cannot be removed falls silent.
    await release(file, owner).catch(() => undefined);
  }
}

/** Only the own lock: another window may have taken it over meanwhile. */
async function release(file: string, owner: string): Promise<void> {
  if ((await textOf(file)) === owner) await rm(file, { force: true });
}

/** Reads what was left, unless it no longer counts. */
async function turnAt(directory: string, file: string): Promise<Turn> {
  await sweep(directory);
  return {
    note: isOld(await ageOf(file)) ? undefined : await textOf(file),
    // At once: whoever dies meanwhile must not leave half of it.
    leave: async (note) => {
      await writeFile(`${file}.new`, note, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}

/** Removes the notes of any name that no longer count. */
async function sweep(directory: string): Promise<void> {
  const now = Date.now();
  if (now - (swept.get(directory) ?? 0) < memory) return;
  swept.set(directory, now);
  for (const name of await readdir(directory)) {
    if (!/\.note(\.new)?$/.test(name)) continue;
    const note = join(directory, name);
    if (isOld(await ageOf(note))) await rm(note, { force: true });
  }
}

const isOld = (age: number | undefined): boolean => age !== undefined && age > memory;

async function acquire(file: string, owner: string, isSilent: boolean): Promise<boolean> {
  try {
    await writeFile(file, owner, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  if (isSilent) await removeSilent(file);
  return false;
}

/**
 * Moves the file of a silent owner out of the way. Two windows that do so in the same moment may
 * catch a fresh lock: what was moved is looked at again, and put back when it is not the silent one.
 */
async function removeSilent(file: string): Promise<void> {
  const seen = await textOf(file);
  const age = await ageOf(file);
  if (seen === undefined || age === undefined || age < silence) return;
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await textOf(aside);
  if (moved !== seen && moved !== undefined) {
    await writeFile(file, moved, { flag: 'wx', mode: 0o600 }).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function ageOf(file: string): Promise<number | undefined> {
  const touched = await touchOf(file);
  return touched === undefined ? undefined : Date.now() - touched;
}

async function touchOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
