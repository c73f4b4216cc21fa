import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { knownSecretTexts } from '../../../src/core/known-secrets.ts';
import { Secret } from '../../../src/core/secret.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('living secrets', () => {
  it('are known as long as somebody holds one, each text once', () => {
    const held = [new Secret('held-by-a-test'), new Secret('held-by-a-test')];
    assert.equal([...knownSecretTexts()].filter((text) => text === 'held-by-a-test').length, 1);
    assert.equal(held.length, 2);
  });

  it('are forgotten when nobody holds them any more', async () => {
    const text = makeAndDrop();
    assert.equal(knownSecretTexts().has(text), true);
    await setImmediate();
    collectGarbage();
    assert.equal(knownSecretTexts().has(text), false);
  });
});

function makeAndDrop(): string {
  return new Secret(`dropped-${'x'.repeat(8)}`).reveal();
}
