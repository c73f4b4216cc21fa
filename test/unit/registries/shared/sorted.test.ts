import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sorted } from '../../../../src/registries/shared/sorted.ts';

interface Row {
  readonly at: number;
  readonly key: string | number | undefined;
}

const rowsOf = (...keys: readonly Row['key'][]): readonly Row[] =>
  keys.map((key, at) => ({ at, key }));
const keyOf = ({ key }: Row) => key;

describe('sorting rows', () => {
  it('puts those without a key last, whatever the direction', async () => {
    const rows = rowsOf(3, undefined, 1, Infinity, 2);
    assert.deepEqual((await sorted(rows, keyOf, false)).map(keyOf), [1, 2, 3, Infinity, undefined]);
    assert.deepEqual((await sorted(rows, keyOf, true)).map(keyOf), [Infinity, 3, 2, 1, undefined]);
  });

  it('leaves rows with equal keys in their order, across stretches as well', async () => {
    const rows = rowsOf(...Array.from({ length: 10_001 }, (_, index) => index % 3));
    for (const descending of [false, true]) {
      const found = await sorted(rows, keyOf, descending);
      assert.equal(found.length, rows.length);
      for (const [index, row] of found.entries()) {
        const before = found[index - 1];
        if (before !== undefined && before.key === row.key) assert.ok(before.at < row.at);
      }
    }
  });

  it('sorts as the whole would be sorted', async () => {
    const keys = Array.from({ length: 9_999 }, (_, index) => `build ${(index * 7919) % 10_007}`);
    const found = (await sorted(rowsOf(...keys), keyOf, false)).map(keyOf);
    assert.deepEqual(found, keys.toSorted());
  });

  it('lets others run in between', async () => {
    const rows = rowsOf(...Array.from({ length: 20_000 }, (_, index) => -index));
    let turns = 0;
    const state = { isOver: false };
    const others = (async () => {
      while (!state.isOver) {
        await nextTurn();
        turns += 1;
      }
    })();
    await sorted(rows, keyOf, false);
    state.isOver = true;
    await others;
    assert.ok(turns > 20, String(turns));
  });

  it('takes none and one', async () => {
    assert.deepEqual(await sorted([], keyOf, false), []);
    assert.deepEqual((await sorted(rowsOf('a'), keyOf, true)).map(keyOf), ['a']);
  });
});
