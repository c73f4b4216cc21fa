import assert from 'node:assert/strict';
import { it } from 'node:test';
import { until } from '../../../../src/core/lifetime.ts';
import { issued } from '../../vault/window.ts';
import { now, row } from '../fakes/desk.ts';
import { account } from '../../vault/window.ts';

const { rowLines } = await import('../../../../src/ui/actions/row-lines.ts');

/** A row of a token of somebody. */
const of = (label: string, subject: string, description: string) => ({
  account: account('a1'),
  item: row(label, {
    token: { ...issued(`a1/${label}`).record, subject },
    description,
  }),
});

it('rows that are ended together are told apart by name, owner and last use', () => {
  assert.equal(
    rowLines(
      [
        of('ci', 'acme+ci', 'used 2026-08-03'),
        of('ci', 'beta+ci', 'no use recorded'),
        of('laptop', 'ada', 'used 2026-11-26'),
      ],
      now,
    ),
    [
      '• acme+ci · used 2026-08-03',
      '• beta+ci · no use recorded',
      '• laptop · ada · used 2026-11-26',
    ].join('\n'),
  );
});

it('rows of tokens say how long each lives, as the tree does', () => {
  const one = of('old', 'ada', 'user');
  const old = { ...one, item: { ...one.item, lifetime: until(now - 7_200_000) } };
  assert.equal(rowLines([old], now), '• old · expired 2 h ago · user');
});

it('the owner is left out where it is the same of all, and rows that are too many are counted', () => {
  const rows = Array.from({ length: 14 }, (_, index) => of(`night ${index}`, 'ada', 'user'));
  const lines = rowLines(rows, now).split('\n');
  assert.equal(lines[0], '• night 0 · user');
  assert.equal(lines.length, 13);
  assert.equal(lines.at(-1), '• 2 more');
});

it('a name with a line break in it has a line of its own, and no more', () => {
  const rows = [of('ci\n• all others', 'ada', 'used\u2028today'), of('cd', 'ada', 'user')];
  assert.deepEqual(rowLines(rows, now).split('\n'), [
    '• ci\\u{a}• all others · used\\u{2028}today',
    '• cd · user',
  ]);
});
