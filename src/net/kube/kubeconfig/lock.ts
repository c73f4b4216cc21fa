import { open, rm, stat, utimes } from 'node:fs/promises';
import { systemTimer } from '../../../core/concurrency/timer.ts';

/** Milliseconds between two looks, and after how many without a sign of life nobody is waited for. */
const pause = 100;
const patience = 20;
/** How often the owner shows that it lives, in milliseconds. */
const beatEvery = 500;

const never = new AbortController().signal;

/**
 * Does work while neither kubectl nor another window writes to a kubeconfig: by kubectl's own lock,
 * a `.lock` beside the file. Waits for others as long as they show that they live, which is counted
 * in looks, since a machine that slept has not looked. Resolves to `undefined`, and nothing is done,
 * where the lock cannot be had: its owner is silent, or the folder takes no files.
 */
export async function whileLocked<T>(
  file: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T } | undefined> {
  // kubectl locks by the name as it is given.
  const lock = `${file}.lock`;
  let touched: number | undefined;
  for (let looks = 0; !(await made(lock)); looks += 1) {
    const now = (await stat(lock).catch(() => undefined))?.mtimeMs;
    if (now !== touched) looks = 0;
    touched = now;
    if (looks >= patience) return undefined;
    await systemTimer.wait(pause, never);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, beatEvery);
  try {
    return { result: await work() };
  } finally {
    clearInterval(beat);
    await rm(lock, { force: true });
  }
}

async function made(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch {
    return false;
  }
}
