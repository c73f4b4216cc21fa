import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { extractMessages } from '../../tools/l10n/messages.ts';
import { root } from '../../tools/paths.ts';
import type { Scene, Staging } from './scene.ts';
import { isSentence } from './sentence.ts';
import { Shown } from './shown.ts';
import { Spoken } from './spoken.ts';

/**
 * Plays every row of a kind's table, and fails when a row says anything but its sentences, or when
 * the kind has a sentence that no row leads to.
 * @param unproven sentences that no row leads to yet: exactly these, so that the list only shrinks
 */
export function checkSentences<Stage extends AsyncDisposable>(
  kind: string,
  { start, reset }: Staging<Stage>,
  table: readonly Scene<Stage>[],
  unproven: readonly string[] = [],
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

    it('is in the table, every sentence of it', () => {
      const told = new Set(table.flatMap(({ says }) => says));
      assert.deepEqual([...own].filter((text) => !told.has(text)).toSorted(), unproven.toSorted());
    });
  });
}

/** The sentences in the source of a kind. */
function sentencesOf(kind: string): ReadonlySet<string> {
  const folder = path.join(root, 'src', 'registries', kind);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Set(
    files
      .filter((file) => file.endsWith('.ts'))
      .flatMap(
        (file) => extractMessages(file, readFileSync(path.join(folder, file), 'utf8')).messages,
      )
      .filter(isSentence),
  );
}
