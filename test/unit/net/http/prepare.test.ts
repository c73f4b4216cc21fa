import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { prepare } from '../../../../src/net/http/prepare.ts';

const { signal } = new AbortController();

describe('a request', () => {
  it('has no user name and no password in its address', () => {
    for (const login of ['ada', ':word', 'ada:word']) {
      const url = `https://${login}@quay.example.test/api`;
      assert.throws(() => prepare({ method: 'GET', url, signal }, false), {
        code: 'invalid-input',
        message: 'The address must not contain a user name or a password.',
      });
    }
  });
});
