import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { RegistryError } from '../../../src/core/errors.ts';
import { Secret } from '../../../src/core/secret.ts';

describe('RegistryError', () => {
  it('masks secrets when it is made', () => {
    const secret = new Secret('correct-horse-battery');
    const error = new RegistryError('protocol', 'It answered correct-horse-battery.');
    assert.equal(error.message, 'It answered ‹secret›.');
    assert.equal(inspect(error).includes(secret.reveal()), false);
  });

  it('offers the usual repair of its code', () => {
    assert.equal(new RegistryError('not-authorized', 'No.').repair, 'sign-in');
    assert.equal(new RegistryError('tls', 'No.').repair, 'trust-certificate');
    assert.equal(new RegistryError('forbidden', 'No.').repair, undefined);
  });

  it('offers another repair, or none, when told so', () => {
    assert.equal(
      new RegistryError('tls', 'No.', { repair: 'edit-account' }).repair,
      'edit-account',
    );
    assert.equal(new RegistryError('tls', 'No.', { repair: null }).repair, undefined);
  });

  it('keeps its cause, and has none of its own making', () => {
    const cause = new Error('below');
    assert.equal(new RegistryError('server', 'Above.', { cause }).cause, cause);
    assert.equal('cause' in new RegistryError('server', 'Above.'), false);
  });
});
