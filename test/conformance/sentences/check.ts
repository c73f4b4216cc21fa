import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Scene, Staging } from './scene.ts';
import { sentencesOf } from './sentences-of.ts';
import { Shown } from './shown.ts';
import { Spoken } from './spoken.ts';

/**
 * Plays every row of a kind's table, and fails when a row says anything but its sentences. That no
 * sentence is without a row, `test/unit/architecture/sentences.test.ts` tells.
 */
export function checkSentences<Stage extends AsyncDisposable>(
  kind: string,
  { start, reset }: Staging<Stage>,
  table: readonly Scene<Stage>[],
): void {
  const own = sentencesOf(kind);

  describe(`what ${kind} says`, () => {
    const spoken = new Spoken();
    let stage: Stage;
    before(async () => {
      stage = await start();
    });
    afterEach(() => reset(stage));
    after(() => stage[Symbol.asyncDispose]());

    for (const { when, says, play } of table) {
      it(when, async () => {
        spoken.clear();
        const shown = new Shown();
        await play(stage, shown.show);
        const said = spoken.within(shown.texts).filter((text) => own.has(text));
        assert.deepEqual(said.toSorted(), [...says].toSorted());
      });
    }
  });
}
