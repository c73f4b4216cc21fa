import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redirectOf } from '../../../../src/net/http/redirect.ts';

const from = new URL('https://quay.example.test/api');
const led = (location: string) =>
  redirectOf({ status: 302, headers: new Map([['location', location]]), body: null }, from, false);

describe('a redirect', () => {
  it('leads to no other origin, of which another scheme or port is one', () => {
    for (const origin of [
      'http://quay.example.test',
      'https://quay.example.test:8443',
      'https://quay.example.test.evil.test',
      '//evil.test',
    ]) {
      assert.throws(() => led(`${origin}/api`), { code: 'protocol' }, origin);
    }
  });

  it('takes no credentials along', () => {
    assert.equal(led('https://ada:word@quay.example.test/v2#top')?.href, `${from.origin}/v2`);
    assert.equal(led('https://ada@quay.example.test/v2')?.href, `${from.origin}/v2`);
  });
});
