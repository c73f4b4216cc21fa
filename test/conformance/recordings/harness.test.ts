import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOBODY_ASKS, parseAllowed } from './allowed.ts';
import { differences } from './differences.ts';
import { assertFaithful } from './verdict.ts';

const ANSWER = { status: 200, headers: { 'content-type': 'application/json' }, body: { a: [1] } };

describe('the comparison of two answers', () => {
  it('finds none between equal ones, whatever the order of their keys', () => {
    const recorded = { ...ANSWER, body: { a: 1, b: { c: null } } };
    assert.deepEqual(differences(recorded, { ...recorded, body: { b: { c: null }, a: 1 } }), []);
  });

  it('overlooks headers that were not recorded', () => {
    assert.deepEqual(
      differences(ANSWER, { ...ANSWER, headers: { ...ANSWER.headers, x: '1' } }),
      [],
    );
  });

  for (const [what, given, told] of [
    ['a status', { ...ANSWER, status: 404 }, 'status: 404, not 200'],
    [
      'a header',
      { ...ANSWER, headers: {} },
      'header content-type: nothing, not "application/json"',
    ],
    ['a value', { ...ANSWER, body: { a: [2] } }, 'body.a.0: 2, not 1'],
    ['a type', { ...ANSWER, body: { a: ['1'] } }, 'body.a.0: "1", not 1'],
    ['a key that is missing', { ...ANSWER, body: {} }, 'body.a: nothing, not [1]'],
    ['a key too many', { ...ANSWER, body: { a: [1], b: 0 } }, 'body.b: 0, not nothing'],
    ['an object for an array', { ...ANSWER, body: { a: { 0: 1 } } }, 'body.a: {"0":1}, not [1]'],
  ] as const) {
    it(`finds ${what}`, () => {
      assert.deepEqual(differences(ANSWER, given), [told]);
    });
  }
});

describe('the list of allowed differences', () => {
  const page = (...rows: readonly string[]): string =>
    ['# A page', '## Allowed differences', '| version | line | reason |', '| --- | --- | --- |']
      .concat(rows, '## Another section', '| all | `other` | none |')
      .join('\n');

  it('is read from its own section', () => {
    assert.deepEqual(parseAllowed(page('| 1.0 | `a b` | it is so |')), [
      { version: '1.0', name: 'a b', reason: 'it is so' },
    ]);
  });

  it('takes many lines for one reason alone', () => {
    assert.equal(parseAllowed(page(`| all | \`a\`, \`b\` | ${NOBODY_ASKS} |`)).length, 2);
    assert.throws(() => parseAllowed(page('| all | `a`, `b` | we like it |')));
    assert.throws(() => parseAllowed(page('| all | `a` |  |')));
  });
});

describe('the verdict on a replay', () => {
  const held = { name: 'held', differences: [] };
  const wrong = { name: 'wrong', differences: ['body.a: 2, not 1'] };
  const other = { name: 'wrong', differences: ['status: 500, not 200'] };
  const allow = (name: string, reason = 'a reason') => ({ name, version: 'all', reason });

  it('passes when every line holds or may differ', () => {
    assertFaithful([held, wrong], [allow('wrong')], { reasons: 1, nobodyAsks: 0 });
  });

  it('fails on a line that neither holds nor may differ, and names it', () => {
    assert.throws(() => {
      assertFaithful([held, wrong], [], { reasons: 0, nobodyAsks: 0 });
    }, /wrong\n {2}body.a: 2/);
  });

  it('fails when a line that may differ holds, or is none', () => {
    for (const name of ['held', 'unheard of']) {
      assert.throws(() => {
        assertFaithful([held], [allow(name)], { reasons: 1, nobodyAsks: 0 });
      }, /take them off the list/);
    }
  });

  it('lets a status differ where nobody asks alone', () => {
    const one = { reasons: 0, nobodyAsks: 1 };
    assertFaithful([other], [allow('wrong', NOBODY_ASKS)], one);
    assert.throws(() => {
      assertFaithful([other], [allow('wrong')], { reasons: 1, nobodyAsks: 0 });
    }, /never differs in its status/);
  });

  it('fails when more than a dozen lines have reasons', () => {
    const lines = Array.from({ length: 13 }, (_, index) => ({ ...wrong, name: `line ${index}` }));
    assert.throws(() => {
      const allowed = lines.map(({ name }) => allow(name));
      assertFaithful(lines, allowed, { reasons: 13, nobodyAsks: 0 });
    }, /at most 12/);
  });

  it('fails when the list grew', () => {
    assert.throws(() => {
      assertFaithful([wrong], [allow('wrong')], { reasons: 0, nobodyAsks: 0 });
    }, /only shrinks/);
  });
});
