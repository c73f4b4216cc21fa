import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Playground } from './playground.ts';

/** Adds a step, which finds the screen as the step before has left it. */
export type Step<P> = (title: string, act: (playground: P) => Promise<void>) => void;

/**
 * A suite whose tests are the steps of one story in one workbench. A step that fails leaves a
 * picture of every window, and those after it fail at once, since they would only wait for what
 * cannot come. Each story ends with the search for what it has left behind: no secret of the
 * sandbox's may lie anywhere but where it is kept.
 *
 * @param skip why it cannot be told on this machine
 */
export function story<P extends Playground>(
  title: string,
  start: () => Promise<P>,
  tell: (step: Step<P>) => void,
  skip: string | false = false,
): void {
  describe(title, { skip }, () => {
    let playground: P;
    let broken: string | undefined;
    before(async () => {
      playground = await start();
    });
    after(() => playground[Symbol.asyncDispose]());
    const step: Step<P> = (name, act) => {
      it(name, async () => {
        if (broken !== undefined) throw new Error(`not tried, since “${broken}” failed`);
        try {
          await act(playground);
          await playground.leaks.learn();
        } catch (error) {
          broken = name;
          await playground.workbench.keepFailure({ name });
          throw error;
        }
      });
    };
    tell(step);
    step('left no secret where none belongs', async ({ leaks }) => {
      assert.deepEqual(await leaks.search(), []);
    });
  });
}
