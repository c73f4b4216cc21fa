import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neverEnds, until } from '../../../src/core/lifetime.ts';
import { warningTime } from '../../../src/core/warning-time.ts';

const hour = 3_600_000;

describe('the time of warning before the end of a token', () => {
  it('is what the person has set, for a long life', () => {
    const year = { lifetime: until(365 * 24 * hour), issuedAt: 0 };
    assert.equal(warningTime(year, 12 * hour), 12 * hour);
  });

  it('is a quarter of a short life', () => {
    assert.equal(warningTime({ lifetime: until(9 * hour), issuedAt: hour }, 12 * hour), 2 * hour);
  });

  it('is what the person has set when the life is not known', () => {
    assert.equal(warningTime({ lifetime: until(hour) }, 12 * hour), 12 * hour);
    assert.equal(warningTime({ lifetime: until(hour), issuedAt: 2 * hour }, 5), 5);
    assert.equal(warningTime({ lifetime: neverEnds, issuedAt: 0 }, 5), 5);
  });
});
