import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day, hour, minute, second, year } from '../../../src/core/duration.ts';
import { neverEnds, unknownLifetime, until } from '../../../src/core/lifetime.ts';
import type { Lifetime } from '../../../src/core/lifetime.ts';
import {
  lifetimeState,
  nextChange,
  remainingCompact,
  remainingSpoken,
  remainingText,
} from '../../../src/core/remaining.ts';

const end = 1_900_000_000_000;
const life = until(end);

describe('the remaining life', () => {
  const cases: readonly [left: number, text: string, compact: string, spoken: string][] = [
    [10 * year, '10 y left', '10 y', 'expires in 10 years'],
    [2 * year - 1, '730 d left', '730 d', 'expires in 730 days'],
    [90 * day - 50, '90 d left', '90 d', 'expires in 90 days'],
    [6.4 * day, '6 d left', '6 d', 'expires in 6 days'],
    [2 * day, '2 d left', '2 d', 'expires in 2 days'],
    [2 * day - 1, '48 h left', '48 h', 'expires in 48 hours'],
    [23 * hour, '23 h left', '23 h', 'expires in 23 hours'],
    [hour, '60 min left', '60 min', 'expires in 60 minutes'],
    [4 * minute, '4 min left', '4 min', 'expires in 4 minutes'],
    [30 * second, '30 s left', '30 s', 'expires in 30 seconds'],
    [1, '1 s left', '1 s', 'expires in 1 second'],
    [0, 'expired just now', 'expired', 'expired just now'],
    [-59_999, 'expired just now', 'expired', 'expired just now'],
    [-minute, 'expired 1 min ago', 'expired', 'expired 1 minute ago'],
    [-2 * hour, 'expired 2 h ago', 'expired', 'expired 2 hours ago'],
    [-3 * day, 'expired 3 d ago', 'expired', 'expired 3 days ago'],
    [-5 * year, 'expired 5 y ago', 'expired', 'expired 5 years ago'],
  ];
  for (const [left, text, compact, spoken] of cases) {
    it(`is “${text}” at ${left} ms`, () => {
      const now = end - left;
      assert.equal(remainingText(life, now), text);
      assert.equal(remainingCompact(life, now), compact);
      assert.equal(remainingSpoken(life, now), spoken);
    });
  }

  it('is told apart when there is no end', () => {
    for (const say of [remainingText, remainingCompact, remainingSpoken]) {
      assert.equal(say(neverEnds, 0), 'never expires');
      assert.equal(say(unknownLifetime, 0), 'no expiry known');
      assert.equal(say(until(NaN), 0), 'no expiry known');
    }
  });

  it('does not throw on ends that no clock reaches', () => {
    for (const at of [Infinity, -Infinity, 1e300, -1e300, Number.MAX_SAFE_INTEGER]) {
      assert.match(remainingText(until(at), 0), /^(\d+ y left|expired \d+ y ago)$/);
      const next = nextChange(until(at), 0);
      assert.ok(next !== undefined && next > 0);
    }
  });
});

describe('the state', () => {
  it('turns at the threshold and at the end', () => {
    const at = (left: number): string => lifetimeState(life, end - left, hour);
    assert.equal(at(hour + 1), 'live');
    assert.equal(at(hour), 'ending');
    assert.equal(at(1), 'ending');
    assert.equal(at(0), 'expired');
    assert.equal(at(-1), 'expired');
    assert.equal(lifetimeState(neverEnds, 0, hour), 'never');
    assert.equal(lifetimeState(unknownLifetime, 0, hour), 'unknown');
    assert.equal(lifetimeState(until(NaN), 0, hour), 'unknown');
  });
});

describe('the next change', () => {
  const threshold = 25 * minute + 7;
  const all = (lifetime: Lifetime, now: number): string =>
    [
      remainingText(lifetime, now),
      remainingCompact(lifetime, now),
      remainingSpoken(lifetime, now),
      lifetimeState(lifetime, now, threshold),
    ].join('|');

  function holds(lifetime: Lifetime, now: number): number {
    const next = nextChange(lifetime, now, threshold);
    assert.ok(next !== undefined && next > now, `after ${now}`);
    const before = all(lifetime, now);
    assert.notEqual(all(lifetime, next), before, `at ${next}`);
    // Constant until then: at both ends, and at points between.
    for (const part of [0.001, 0.25, 0.5, 0.75, 0.999]) {
      const between = Math.floor(now + (next - 1 - now) * part);
      assert.equal(all(lifetime, between), before, `at ${between}`);
    }
    assert.equal(all(lifetime, next - 1), before, `just before ${next}`);
    return next;
  }

  it('is when a text or the state changes, step by step from ten years before to after', () => {
    let now = end - 10 * year;
    let steps = 0;
    for (; now < end + 10 * year; steps++) now = holds(life, now);
    // 10 years, 730 days, 48 hours and so on: a timer fires some hundred times, not every second.
    assert.ok(steps > 1500 && steps < 2500, String(steps));
  });

  it('is right from any instant, and for ends between two milliseconds', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let n = 0; n < 5000; n++) {
      const distance = Math.floor(Math.exp(random() * Math.log(20 * year)));
      const now = end + (random() < 0.7 ? -distance : distance);
      holds(until(end + (n % 3) / 3), now);
    }
  });

  it('is never for what does not end', () => {
    assert.equal(nextChange(neverEnds, 0, threshold), undefined);
    assert.equal(nextChange(unknownLifetime, 0, threshold), undefined);
    assert.equal(nextChange(until(NaN), 0, threshold), undefined);
  });
});
