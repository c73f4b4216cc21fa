import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inOrder } from '../../../../../src/registries/quay/rows/in-order.ts';
import { randomFrom } from '../../../jwt/tokens.ts';

const itself = (text: string) => text;

describe('inOrder', () => {
  it('gives everything once, in order, in pages', () => {
    const random = randomFrom(7);
    for (const length of [0, 1, 2, 3, 9, 10, 11, 250, 1001]) {
      const list = Array.from({ length }, () => String(Math.floor(random() * 500)));
      const pages = [...inOrder(list, itself, 10)];
      assert.deepEqual(pages.flat(), list.toSorted(), `${length} entries`);
      assert.equal(pages.length, Math.ceil(length / 10));
      assert(pages.slice(0, -1).every((page) => page.length === 10));
    }
  });

  it('leaves the list as it is', () => {
    const list = ['c', 'a', 'b'];
    assert.deepEqual([...inOrder(list, itself, 2)], [['a', 'b'], ['c']]);
    assert.deepEqual(list, ['c', 'a', 'b']);
  });

  it('selects the first page with few looks', () => {
    let looks = 0;
    const key = (text: string) => {
      looks += 1;
      return text;
    };
    const random = randomFrom(3);
    const list = Array.from({ length: 10_000 }, () => random().toFixed(12));
    const first = inOrder(list, key, 100).next();
    assert.deepEqual(first.value, list.toSorted().slice(0, 100));
    // Ordering them all would take more than 200 000.
    assert(looks < 100_000, `${looks} looks`);
  });
});
