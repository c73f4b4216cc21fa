import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { looksSecret } from '../../../src/core/looks-secret.ts';
import { Secret } from '../../../src/core/secret.ts';
import { setSecretShapes } from '../../../src/core/secret-shapes.ts';
import { kinds } from '../../../src/registries/kinds.ts';

setSecretShapes(kinds.flatMap(({ tokenLanguage }) => tokenLanguage?.secrets ?? []));

describe('a text that looks like a secret', () => {
  for (const text of [
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhY21lK2NpIn0.c2lnbmF0dXJl',
    'my eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhY21lK2NpIn0.c2lnbmF0dXJl',
    'K7Q2'.repeat(16),
    'AKCp8kqMXyz0123456789abcdef',
    'https://me:word@quay.example',
    'Bearer abcdefghijklmnopqrstuvwxyz',
  ]) {
    it(`is ${text.slice(0, 24)}…`, () => assert.ok(looksSecret(text)));
  }

  it('is one that holds a secret which is known', () => {
    const known = new Secret('a-passphrase-of-some-length');
    assert.ok(looksSecret(`named ${known.reveal()}`));
  });

  it('is no name, even where a short password is part of it', () => {
    const password = new Secret('admin');
    assert.equal(password.reveal().length, 5);
    for (const text of ['admin', 'acme+ci', 'build token of ada', 'https://quay.example/', '']) {
      assert.ok(!looksSecret(text), text);
    }
  });
});
