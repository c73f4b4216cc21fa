import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { person } from '../fakes/editor.ts';

const { Log } = await import('../../../../src/ui/editor/log.ts');

it('the log has a line for each that is said, and no secret in two halves', () => {
  person.reset();
  const secret = new Secret('half of a\nsecret text');
  const log = new Log();
  log.info('ci\n[error] forged');
  log.warn(`sent ${secret.reveal()}`);
  log.error('ci\u2028', new Error('no\r\nforged', { cause: new Error('why\x85forged') }));
  assert.deepEqual(person.log, [
    'ci\\u{a}[error] forged',
    'sent ‹secret›',
    'ci\\u{2028}: no\\u{d}\\u{a}forged ← why\\u{85}forged',
  ]);
});
