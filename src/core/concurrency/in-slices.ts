import { setImmediate as nextTurn } from 'node:timers/promises';

/** Steps after which others may run: a few milliseconds' worth of the costliest. */
const slice = 500;

/**
 * Goes through steps, and lets others run in between. Resolves with the first result, or with
 * `undefined` when there are no more steps or they are not wanted any more.
 *
 * @param take is given each step; what it returns ends it all, unless that is `undefined`
 */
export async function inSlices<Step, Result>(
  steps: Iterable<Step>,
  take: (step: Step) => Result | undefined,
  isCancelled: () => boolean,
): Promise<Result | undefined> {
  let count = 0;
  for (const step of steps) {
    const result = take(step);
    if (result !== undefined) return result;
    count += 1;
    if (count % slice > 0) continue;
    await nextTurn();
    if (isCancelled()) return undefined;
  }
  return undefined;
}
