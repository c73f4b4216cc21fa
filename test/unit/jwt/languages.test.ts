import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { languagesOf } from '../../../src/jwt/languages.ts';
import { now, token } from './tokens.ts';

/** What is said of a token's form, with what is loaded for it. */
async function remarksOf(text: string) {
  const decoded = decodeJwt(text);
  const languages = await languagesOf(decoded, []);
  const { warnings } = explain(decoded, { now, languages });
  return {
    loaded: languages.length,
    remarks: warnings.filter(({ code }) => code === 'form').map(({ message }) => message),
  };
}

describe('what is to be said of the form of a token', () => {
  it('is loaded where something is', async () => {
    const claims = { exp: now / 1000 + 60 };
    assert.deepEqual(await remarksOf(token(claims)), { loaded: 0, remarks: [] });
    const twice = await remarksOf(token('{"sub":"a","sub":"b"}'));
    assert.equal(twice.loaded, 1);
    assert.match(twice.remarks.join(), /has members twice/);
  });

  it('is said of the inner of two tokens, too', async () => {
    const { remarks } = await remarksOf(token(token('{"sub":"a","sub":"b"}')));
    assert.match(remarks.join(), /has members twice/);
  });
});
