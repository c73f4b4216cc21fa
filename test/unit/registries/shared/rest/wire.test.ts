import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../../../src/core/errors.ts';
import { orLook, orMissing } from '../../../../../src/registries/shared/rest/lost-answer.ts';
import * as wire from '../../../../../src/registries/shared/rest/wire.ts';

const at = (place: string) => (error: unknown) =>
  error instanceof wire.WireError && error.place === place;

describe('guards of the wire', () => {
  it('never repeat what they read', () => {
    const secret = 'TOPSECRET';
    for (const read of [
      () => wire.parseJson(`{"token": ${secret}`),
      () => wire.object(secret, 'x'),
      () => wire.array(secret, 'x'),
      () => wire.string([secret], 'x'),
      () => wire.optionalBoolean(secret, 'x'),
    ]) {
      assert.throws(read, (error: Error) => {
        assert(!(error.stack ?? '').includes(secret));
        return error instanceof wire.WireError && error.cause === undefined;
      });
    }
  });

  it('take null and absence for not told, and other types for a fault', () => {
    assert.equal(wire.optionalString(null, 'x'), undefined);
    assert.equal(wire.optionalString(undefined, 'x'), undefined);
    assert.equal(wire.optionalBoolean(null, 'x'), undefined);
    assert.equal(wire.optionalDate(null, 'x'), undefined);
    assert.throws(() => wire.optionalString(1, 'x'), at('x'));
    assert.throws(() => wire.optionalDate(1, 'x'), at('x'));
    assert.throws(() => wire.object([], 'x'), at('x'));
    assert.throws(() => wire.object(null, 'x'), at('x'));
    assert.throws(() => wire.array({}, 'x'), at('x'));
  });

  it('read the dates that servers write', () => {
    const instant = Date.UTC(2024, 4, 10, 17, 46, 2);
    assert.equal(wire.optionalDate('Fri, 10 May 2024 17:46:02 -0000', 'x'), instant);
    assert.equal(wire.optionalDate('2024-05-10T17:46:02.000000Z', 'x'), instant);
    assert.equal(wire.optionalDate('soon', 'x'), undefined);
  });
});

describe('an answer that may be lost', () => {
  const look = () => Promise.resolve({ message: 'It happened.', changed: [] });

  it('is told with a way to look only when it was', async () => {
    assert.equal(await orLook(Promise.resolve('done'), 'Lost.', look), 'done');
    const refused = new RegistryError('conflict', 'No.');
    await assert.rejects(orLook(Promise.reject(refused), 'Lost.', look), refused);
    const lost = new RegistryError('lost-answer', 'Gone.');
    await assert.rejects(orLook(Promise.reject(lost), 'Lost.', look), (error) => {
      assert(error instanceof RegistryError);
      assert.equal(error.message, 'Lost.');
      assert.equal(error.look, look);
      assert.equal(error.cause, lost);
      return true;
    });
  });

  it('that something is missing is an answer, too', async () => {
    const missing = new RegistryError('not-found', 'No.');
    const answer = await orMissing<string>(Promise.reject(missing));
    assert.equal(answer, undefined);
    assert.equal(await orMissing(Promise.resolve(1)), 1);
    const refused = new RegistryError('forbidden', 'No.');
    await assert.rejects(orMissing(Promise.reject(refused)), refused);
  });
});
