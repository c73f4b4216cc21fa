import { after, before, describe, it } from 'node:test';
import { startPlayground } from './playground.ts';
import type { Playground, PlaygroundOptions } from './playground.ts';

/** Adds a step, which finds the screen as the step before has left it. */
export type Step = (title: string, act: (playground: Playground) => Promise<void>) => void;

/**
 * A suite whose tests are the steps of one story in one workbench. A step that fails leaves a
 * picture, and those after it fail at once, since they would only wait for what cannot come.
 */
export function story(title: string, options: PlaygroundOptions, tell: (step: Step) => void): void {
  describe(title, () => {
    let playground: Playground;
    let broken: string | undefined;
    before(async () => {
      playground = await startPlayground(options);
    });
    after(() => playground[Symbol.asyncDispose]());
    tell((name, act) => {
      it(name, async () => {
        if (broken !== undefined) throw new Error(`not tried, since “${broken}” failed`);
        try {
          await act(playground);
        } catch (error) {
          broken = name;
          await playground.window.screenshot(`failed-${name}`);
          throw error;
        }
      });
    });
  });
}
