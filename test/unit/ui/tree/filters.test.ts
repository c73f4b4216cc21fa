import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '../../../../src/registries/contract/item.ts';
import { Filter, Filters } from '../../../../src/ui/tree/filters.ts';

const item = (label: string, description?: string): Item => ({
  path: [label],
  type: 'robot',
  label,
  ...(description === undefined ? {} : { description }),
  hasChildren: false,
  can: [],
  within: [],
});

describe('a filter', () => {
  for (const [text, label, description, matches] of [
    ['ci', 'acme-ci', undefined, true],
    ['CI', 'acme-ci', undefined, true],
    ['acme', 'ACME-CI', undefined, true],
    ['ci acme', 'acme-ci', undefined, true],
    ['ci beta', 'acme-ci', undefined, false],
    ['used 2026', 'ci', 'used 2026-08-03', true],
    ['ci used', 'ci', 'used 2026-08-03', true],
    ['never', 'ci', undefined, false],
    // What is typed is text, whatever it would mean to a pattern.
    ['.*', 'ci', undefined, false],
    ['a.b', 'a.b', undefined, true],
    ['a.b', 'axb', undefined, false],
  ] as const) {
    it(`“${text}” ${matches ? 'lets' : 'does not let'} ${label} ${description ?? ''} pass`, () => {
      assert.equal(new Filter(text).matches(item(label, description)), matches);
    });
  }
});

describe('the filters of the tree', () => {
  it('belong to one row each, and go when their text is blank', () => {
    const filters = new Filters();
    filters.set('a', '  scan 99 ');
    filters.set('b', 'x');
    assert.equal(filters.get('a')?.text, 'scan 99');
    assert.deepEqual(filters.ids(), ['a', 'b']);
    filters.set('a', ' \t');
    assert.equal(filters.get('a'), undefined);
    assert.deepEqual(filters.ids(), ['b']);
  });
});
