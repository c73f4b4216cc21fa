import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trimBoth, trimEnd } from '../../../src/core/trim.ts';

describe('trimming characters', () => {
  it('takes them from the ends and nowhere else', () => {
    assert.equal(trimEnd('//a//b//', '/'), '//a//b');
    assert.equal(trimBoth(',;a,b;,', ',;'), 'a,b');
    for (const text of ['', ',', ',;,']) assert.equal(trimBoth(text, ',;'), '');
  });
});
