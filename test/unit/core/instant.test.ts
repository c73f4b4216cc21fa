import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { formatInstant, relativeText } from '../../../src/core/instant.ts';

describe('formatInstant', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('tells weekday, date and time in UTC and in the local zone', () => {
    const at = Date.UTC(2026, 10, 22, 23, 4, 5);
    const cases = [
      ['UTC', 'Sun 2026-11-22 23:04:05 +00:00'],
      ['Europe/Berlin', 'Mon 2026-11-23 00:04:05 +01:00'],
      ['America/St_Johns', 'Sun 2026-11-22 19:34:05 -03:30'],
    ] as const;
    for (const [tz, local] of cases) {
      process.env['TZ'] = tz;
      assert.deepEqual(formatInstant(at), { utc: 'Sun 2026-11-22 23:04:05 UTC', local });
    }
  });

  it('names every day of the week', () => {
    const days = [0, 1, 2, 3, 4, 5, 6].map((n) =>
      formatInstant(Date.UTC(2026, 10, 22 + n)).utc.slice(0, 3),
    );
    assert.deepEqual(days, ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']);
  });

  it('does not throw on anything', () => {
    for (const ms of [NaN, Infinity, -Infinity, 8.64e15 + 1, 1e300]) {
      assert.equal(formatInstant(ms).utc, 'not a valid time');
    }
    process.env['TZ'] = 'Europe/Berlin';
    assert.equal(formatInstant(8.64e15).utc, 'Sat +275760-09-13 00:00:00 UTC');
    assert.equal(formatInstant(8.64e15).local, 'Sat +275760-09-13 00:00:00 UTC');
    assert.equal(formatInstant(-1).utc, 'Wed 1969-12-31 23:59:59 UTC');
  });
});

describe('relativeText', () => {
  it('says how far away an instant is, and of none that passed this minute how long', () => {
    const now = Date.UTC(2026, 10, 22);
    const cases = [
      [5 * 86_400_000, 'in 5 d'],
      [1_000, 'in 1 s'],
      [1, 'in 1 s'],
      [0, 'just now'],
      [-59_999, 'just now'],
      [-60_000, '1 min ago'],
      [-119_999, '2 min ago'],
      [-2 * 3_600_000, '2 h ago'],
    ] as const;
    for (const [after, text] of cases) assert.equal(relativeText(now + after, now), text);
  });
});
