import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EntryIndex } from '../../../../src/ui/wizard/entry-index.ts';

const entry = (label: string, description = '') => ({
  key: label,
  label,
  description,
  value: label,
});

function indexOf(...labels: readonly string[]): EntryIndex<string> {
  const index = new EntryIndex<string>();
  for (const label of labels) index.add(entry(label));
  return index;
}

const labels = (index: EntryIndex<string>, text: string, most = 100): readonly string[] =>
  index.find(text, most).entries.map(({ label }) => label);

describe('an index of entries', () => {
  it('finds by all words, in any order and case, in label and description', () => {
    const index = indexOf('acme+ci', 'acme+deploy', 'other+ci');
    index.add(entry('nightly', 'Acme staging'));
    assert.deepEqual(labels(index, 'CI acme'), ['acme+ci']);
    assert.deepEqual(labels(index, 'acme stag'), ['nightly']);
    assert.deepEqual(labels(index, 'nothing'), []);
  });

  it('puts first what begins with the text, then what has it in the label', () => {
    const index = new EntryIndex<string>();
    index.add(entry('robot', 'ci'));
    index.add(entry('acme+ci'));
    index.add(entry('ci'));
    assert.deepEqual(labels(index, 'ci'), ['ci', 'acme+ci', 'robot']);
  });

  it('gives no more than are wanted, and says how many there are besides', () => {
    const index = indexOf(...Array.from({ length: 2000 }, (_, number) => `robot ${number}`));
    const { entries, rest } = index.find('robot', 100);
    assert.deepEqual([entries.length, rest], [100, 1900]);
    assert.equal(entries[0]?.label, 'robot 0');
  });

  it('knows an entry once, by the later meaning in the former place', () => {
    const index = indexOf('one', 'two');
    index.add({ ...entry('one'), value: 'again' });
    const { entries } = index.find('o', 100);
    assert.deepEqual(
      entries.map(({ value }) => value),
      ['again', 'two'],
    );
  });
});
