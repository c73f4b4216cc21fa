import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neverEnds, unknownLifetime, until } from '../../../src/core/lifetime.ts';
import { renewalDue } from '../../../src/core/renewal.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('renewalDue', () => {
  const marginOf = (life: number): number =>
    1e12 + life - (renewalDue(until(1e12 + life), 1e12) ?? 0);

  it('leaves a tenth of the life, at least half an hour and at most a week', () => {
    assert.equal(marginOf(10 * day), day);
    assert.equal(marginOf(2 * hour), 30 * minute);
    assert.equal(marginOf(365 * day), 7 * day);
  });

  it('never comes before half of the life is over', () => {
    assert.equal(marginOf(20 * minute), 10 * minute);
  });

  it('does without the time of issue', () => {
    assert.equal(renewalDue(until(1e12), undefined), 1e12 - day / 10);
  });

  it('is never due for what does not end', () => {
    assert.equal(renewalDue(neverEnds, 0), undefined);
    assert.equal(renewalDue(unknownLifetime, 0), undefined);
  });
});
