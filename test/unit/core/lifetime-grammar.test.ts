import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLifetimeText } from '../../../src/core/lifetime-grammar.ts';

describe('lifetime grammar', () => {
  const good: [string, number][] = [
    ['30', 2_592_000],
    ['1.5', 129_600],
    ['30s', 30],
    ['90m', 5400],
    ['24h', 86_400],
    ['1.5h', 5400],
    ['7d', 604_800],
    ['2w', 1_209_600],
    ['1mo', 2_592_000],
    ['1y', 31_536_000],
    [' 1 h ', 3600],
    ['30 days', 2_592_000],
    ['1 Day', 86_400],
    ['2hours', 7200],
    ['90 min', 5400],
    ['45 secs', 45],
    ['3 weeks', 1_814_400],
    ['2 months', 5_184_000],
    ['1 year', 31_536_000],
    ['1h30m', 5400],
    ['1w2d', 777_600],
    ['1 day 12 hours', 129_600],
    ['1d12h30m', 131_400],
    ['1y 6mo', 47_088_000],
  ];
  for (const [text, seconds] of good) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseLifetimeText(text), { seconds });
    });
  }

  for (const text of [
    '',
    'x',
    '30m1h',
    '1h1h',
    '1h 30',
    '1h30q',
    '1h,30m',
    '-1',
    '5M',
    '0',
    '0.1s',
    '1q',
    '1e3',
    '٣h',
    '2 days 3',
    '2 fortnight',
    '3 ds',
  ]) {
    it(`refuses ${JSON.stringify(text)} with a sentence`, () => {
      const parsed = parseLifetimeText(text, { allowNever: true });
      assert.ok('problem' in parsed && parsed.problem.endsWith('.'), JSON.stringify(parsed));
    });
  }

  it('says what is wrong, not only that something is', () => {
    const problem = (text: string) => JSON.stringify(parseLifetimeText(text));
    assert.match(problem('2d1w'), /largest first/);
    assert.match(problem('1h1h'), /each unit once/);
    assert.match(problem('1h30q'), /“q” is not a unit/);
    assert.match(problem('1d12H30M'), /lower case/);
    assert.match(problem('5M'), /lower case/);
    assert.match(problem('-1'), /negative/);
    assert.match(problem('99999y'), /100 years/);
    assert.match(problem('0'), /at least one second/);
  });

  it('takes never only where there is such a thing', () => {
    assert.deepEqual(parseLifetimeText('never', { allowNever: true }), { never: true });
    assert.ok('problem' in parseLifetimeText('never'));
  });

  it('counts seconds where a command of another tool does', () => {
    assert.deepEqual(parseLifetimeText('3600', { bare: 's' }), { seconds: 3600 });
    assert.deepEqual(parseLifetimeText('2d', { bare: 's' }), { seconds: 172_800 });
    assert.ok('problem' in parseLifetimeText('2days', { bare: 's' }));
    assert.deepEqual(parseLifetimeText('1h30m', { bare: 's' }), {
      problem: 'Units cannot be combined here: write 90m instead of 1h30m.',
    });
  });

  it('knows the longest a registry issues', () => {
    const most = { seconds: 3600, inWords: '1 hour' };
    assert.deepEqual(parseLifetimeText('1h', { most }), { seconds: 3600 });
    assert.deepEqual(parseLifetimeText('1', { most }), {
      problem: 'This registry issues tokens for at most 1 hour.',
    });
    assert.ok('problem' in parseLifetimeText('61m', { most }));
  });
});
