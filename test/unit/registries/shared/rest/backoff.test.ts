import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backoff, isPatient } from '../../../../../src/registries/shared/rest/backoff.ts';
import { OutsideText } from '../../../../../src/core/outside-text.ts';

const reply = (status: number, retryAfter?: string) => ({
  status,
  headers: new Map(retryAfter === undefined ? [] : [['retry-after', retryAfter]]),
  body: new OutsideText(''),
  url: 'https://quay.example.test/',
});

describe('waiting out a rate limit', () => {
  it('doubles from half a second', () => {
    const waits = [0, 1, 2, 3].map((attempt) => backoff(reply(429), attempt));
    assert.deepEqual(waits, [500, 1000, 2000, 4000]);
  });

  it('obeys a proxy that says how long, within reason', () => {
    assert.equal(backoff(reply(429, '3'), 0), 3000);
    assert.equal(backoff(reply(429, '3600'), 0), 10_000);
    assert.equal(backoff(reply(429, 'Fri, 21 Aug 2026 10:00:00 GMT'), 1), 1000);
    assert.equal(backoff(reply(429, '-1'), 0), 500);
  });

  it('has an end, and is for nothing else', () => {
    assert.equal(isPatient(reply(429), 3), true);
    assert.equal(isPatient(reply(429), 4), false);
    assert.equal(isPatient(reply(503), 0), true);
    assert.equal(isPatient(reply(503), 1), false);
    assert.equal(isPatient(reply(502), 0), false);
  });
});
