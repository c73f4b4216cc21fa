import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format, inspect } from 'node:util';
import { Secret } from '../../../src/core/secret.ts';

const text = 'hunter2-hunter2';

describe('Secret', () => {
  const secret = new Secret(text);
  const prints: readonly [string, string][] = [
    ['a template', `the ${String(secret)}`],
    ['JSON', JSON.stringify({ secret, list: [secret] })],
    ['inspection', inspect({ secret }, { depth: 9, showHidden: true })],
    ['format', format('%s %o %j', secret, secret, secret)],
    ['keys', Object.keys(secret).join()],
    ['an error', inspect(new Error('no', { cause: secret }))],
  ];
  for (const [how, printed] of prints) {
    it(`hides its text from ${how}`, () => {
      assert.equal(printed.includes(text), false, printed);
    });
  }

  it('is cloned without its text', () => {
    assert.equal(inspect(structuredClone(Object.assign({}, secret))).includes(text), false);
  });

  it('gives its text and its length to those who may ask', () => {
    assert.equal(secret.reveal(), text);
    assert.equal(secret.length, text.length);
  });

  it('compares by text', () => {
    assert.equal(secret.equals(new Secret(text)), true);
    assert.equal(secret.equals(new Secret('other')), false);
  });
});
