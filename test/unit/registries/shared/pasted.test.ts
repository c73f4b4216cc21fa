import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tokenInPaste } from '../../../../src/registries/shared/pasted.ts';

const token = 'aB3'.repeat(13) + 'x';

describe('a token as it is pasted', () => {
  it('loses what stands around and between it', () => {
    for (const pasted of [
      token,
      ` ${token}\n`,
      `"${token}"`,
      `'${token}'`,
      `Bearer ${token}`,
      `Authorization: Bearer ${token}`,
      `"Authorization: bearer ${token}"`,
      `${token.slice(0, 20)}\r\n  ${token.slice(20)}`,
    ]) {
      assert.equal(tokenInPaste(pasted), token, JSON.stringify(pasted));
    }
  });
});
