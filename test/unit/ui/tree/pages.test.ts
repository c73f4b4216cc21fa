import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageOf, type Page } from '../../../../src/registries/contract/page.ts';
import { Pages } from '../../../../src/ui/tree/pages.ts';

/** A source that counts the pages that were taken from it. */
class Source {
  readonly #pages: readonly (readonly number[])[];
  taken = 0;
  ended = false;
  signal: AbortSignal | undefined;

  constructor(...pages: readonly (readonly number[])[]) {
    this.#pages = pages;
  }

  open(firstPage: number): Pages<number> {
    return new Pages((signal) => this.#run(signal), firstPage);
  }

  async *#run(signal: AbortSignal): AsyncGenerator<readonly number[], void, undefined> {
    this.signal = signal;
    for (const page of this.#pages) {
      await Promise.resolve();
      this.taken += 1;
      yield page;
    }
    this.ended = true;
  }
}

describe('a list that is shown a page at a time', () => {
  it('tells no rest while the source may have more, however many rows are there', async () => {
    const source = new Source([1, 2, 3, 4, 5], [6]);
    assert.deepEqual(await source.open(2).visible(), { rows: [1, 2], rest: undefined });
    assert.equal(source.taken, 1);
  });

  it('tells the rest when the source knows it beforehand', async () => {
    async function* source(): AsyncGenerator<Page<number>> {
      await Promise.resolve();
      yield pageOf([1, 2, 3], 9);
      yield pageOf([4, 5, 6], 9);
      yield pageOf([7, 8, 9], 9);
    }
    const pages = new Pages(source, 2);
    assert.deepEqual(await pages.visible(), { rows: [1, 2], rest: 7 });
    pages.more(3);
    assert.deepEqual(await pages.visible(), { rows: [1, 2, 3, 4, 5], rest: 4 });
    pages.more(4);
    assert.deepEqual(await pages.visible(), { rows: [1, 2, 3, 4, 5, 6, 7, 8, 9], rest: 0 });
  });

  it('tells the rest when the source has ended', async () => {
    const pages = new Source([1, 2, 3], [4, 5]).open(2);
    await pages.all();
    assert.deepEqual(await pages.visible(), { rows: [1, 2], rest: 3 });
    pages.more(2);
    assert.deepEqual(await pages.visible(), { rows: [1, 2, 3, 4], rest: 1 });
    pages.more(2);
    assert.deepEqual(await pages.visible(), { rows: [1, 2, 3, 4, 5], rest: 0 });
  });

  it('tells that nothing is left when everything fits', async () => {
    for (const list of [[[1, 2]], [[1], [], [2]], [[1, 2], []]]) {
      assert.deepEqual(await new Source(...list).open(2).visible(), { rows: [1, 2], rest: 0 });
    }
    assert.deepEqual(await new Source().open(2).visible(), { rows: [], rest: 0 });
  });

  it('takes pages only as far as they are shown, and one row ahead', async () => {
    const source = new Source([1, 2], [3, 4], [5, 6]);
    const pages = source.open(2);
    assert.deepEqual((await pages.visible()).rows, [1, 2]);
    assert.equal(source.taken, 2);
    await pages.visible();
    assert.equal(source.taken, 2);
    pages.more(2);
    assert.deepEqual((await pages.visible()).rows, [1, 2, 3, 4]);
    assert.deepEqual([source.taken, source.ended], [3, false]);
  });

  it('takes each page once, whoever waits for it', async () => {
    const source = new Source([1], [2], [3]);
    const pages = source.open(2);
    const seen = await Promise.all([pages.visible(), pages.all(), pages.visible()]);
    assert.deepEqual(seen[1], [1, 2, 3]);
    assert.deepEqual(seen[0].rows, [1, 2]);
    assert.deepEqual([source.taken, source.ended], [3, true]);
  });

  it('tells its source when nobody waits any more', async () => {
    const source = new Source([1], [2]);
    const pages = source.open(1);
    await pages.visible();
    assert.equal(source.signal?.aborted, false);
    pages.cancel();
    assert.equal(source.signal.aborted, true);
  });
});
