import type { Timer } from '../../../core/concurrency/timer.ts';

/** Milliseconds between two looks, and how many there are: five seconds in all. */
const pause = 100;
const looks = 50;

/**
 * Looks for what another window has stored, until it is here: the editor writes behind, and carries
 * it over to other windows a moment later. Resolves to `undefined` when it does not come.
 */
export async function arrival<T>(
  look: () => Promise<T | undefined>,
  timer: Timer,
  signal: AbortSignal,
): Promise<T | undefined> {
  for (let count = 0; count < looks; count += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await timer.wait(pause, signal);
  }
  return undefined;
}
