import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FormIndex } from '../../../src/core/form-index.ts';

const spans = (index: FormIndex, text: string) =>
  [...index.spansIn(text)].map(({ start, end }) => text.slice(start, end));

describe('the index of forms', () => {
  it('finds each secret as it is and escaped, wherever it stands', () => {
    const index = new FormIndex();
    index.add('first&secret');
    index.add('another');
    assert.deepEqual(spans(index, 'first&secret another first%26secret anothe'), [
      'first&secret',
      'another',
      'first%26secret',
    ]);
  });

  it('makes one span of what overlaps, and two of what only touches', () => {
    const index = new FormIndex();
    for (const secret of ['abcdef', 'defghi', 'aaaa']) index.add(secret);
    assert.deepEqual(spans(index, 'abcdefghi'), ['abcdefghi']);
    assert.deepEqual(spans(index, 'abcdefabcdef'), ['abcdef', 'abcdef']);
    assert.deepEqual(spans(index, 'aaaaaaa'), ['aaaaaaa']);
  });

  it('keeps what several have until the last is taken out', () => {
    const index = new FormIndex();
    for (const secret of ['twice-known', 'twice-known', 'b&me', 'b%26me']) index.add(secret);
    index.delete('twice-known');
    index.delete('b&me');
    assert.deepEqual(spans(index, 'twice-known b%26me b&me'), ['twice-known', 'b%26me']);
    index.delete('twice-known');
    index.delete('b%26me');
    index.delete('never-known');
    assert.deepEqual(spans(index, 'twice-known b%26me'), []);
  });
});
