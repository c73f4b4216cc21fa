import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { tokenDocument } from '../../../src/jwt/document.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { findJwtAt } from '../../../src/jwt/find.ts';
import { read } from './read.ts';
import { now, quayClaims, segment, signature, token } from './tokens.ts';

describe('a token within a token', () => {
  const inner = token(quayClaims);
  const options = { now, languages: read(inner).languages };
  const nested = (payload: string): string =>
    `${segment({ alg: 'RS256', cty: 'JWT' })}.${segment(payload)}.${signature}`;

  it('is told by its innermost claims, with the warnings of both', () => {
    for (const payload of [inner, `"${inner}"`]) {
      const decoded = decodeJwt(nested(payload));
      assert.equal(decoded.kind, 'nested');
      assert.equal(decoded.inner.kind, 'jwt');
      const { summary, inner: within, header } = explain(decoded, options);
      assert.match(summary, /^A token within a token: robot acme\+ci/);
      assert.equal(within?.claims.length, Object.keys(quayClaims).length);
      assert.equal(header.length, 2);
    }
    const unsigned = decodeJwt(nested(token(quayClaims, { alg: 'none' }, '')));
    assert.deepEqual(
      explain(unsigned, options).warnings.map(({ code }) => code),
      ['alg-none'],
    );
    assert.match(tokenDocument(decodeJwt(nested(inner)), options), /header of the inner token/);
  });

  it('comes to an end at some depth', () => {
    let deep = inner;
    for (let level = 0; level < 8; level++) deep = nested(deep);
    const codes = explain(decodeJwt(deep), options).warnings.map(({ message }) => message);
    assert.match(codes.join(), /too deeply/);
  });
});

describe('the JSON forms', () => {
  const [header = '', payload = '', last = ''] = token(quayClaims).split('.');
  const codes = (value: unknown): string[] => {
    const decoded = decodeJwt(typeof value === 'string' ? value : JSON.stringify(value));
    const problems = 'problems' in decoded ? decoded.problems : [];
    return [decoded.kind, ...problems.map(({ code }) => code)];
  };

  it('are read as the compact form is', () => {
    const flattened = { payload, protected: header, signature: last };
    assert.deepEqual(codes(flattened), ['jwt']);
    const general = { payload, signatures: [{ protected: header, signature: last }] };
    assert.deepEqual(codes(general), ['jwt']);
    assert.deepEqual(codes(JSON.stringify(general, undefined, 2)), ['jwt']);
    const jwe = {
      protected: segment({ alg: 'dir', enc: 'A128GCM' }),
      iv: 'aXY',
      ciphertext: 'YQ',
      tag: 'YQ',
    };
    assert.deepEqual(codes(jwe), ['encrypted']);
  });

  it('tell what the compact form cannot express', () => {
    const one = { protected: header, signature: last };
    assert.deepEqual(codes({ payload, signatures: [one, one] }), ['jwt', 'signatures']);
    assert.deepEqual(codes({ payload, ...one, header: { kid: 'x' } }), ['jwt', 'unprotected']);
    assert.deepEqual(codes({ payload, header: { alg: 'RS256' }, signature: last }), [
      'jwt',
      'unprotected',
    ]);
    const twice = JSON.stringify({ payload, ...one }).replace('{', '{"payload":"e30",');
    assert.deepEqual(codes(twice), ['jwt', 'duplicates']);
  });

  it('are no reason to take other JSON for a token', () => {
    for (const value of [{ payload: 5 }, { payload }, { payload, signatures: [] }, '{"payload":']) {
      assert.notEqual(codes(value)[0], 'jwt');
    }
  });
});

describe('findJwtAt', () => {
  const found = token(quayClaims);

  it('finds the token that stands at a place', () => {
    const text = `A=${found} B=${found}`;
    const span = { start: 2, end: 2 + found.length };
    for (const offset of [2, 3, 50, span.end]) assert.deepEqual(findJwtAt(text, offset), span);
    assert.deepEqual(findJwtAt(text, text.length), {
      start: text.length - found.length,
      end: text.length,
    });
    for (const offset of [0, 1, span.end + 1]) assert.equal(findJwtAt(text, offset), undefined);
    assert.equal(findJwtAt('', 0), undefined);
  });

  it('finds it in a line of any length', () => {
    const line = `${'x '.repeat(2_500_000)}${found} ${'y'.repeat(1_000_000)}`;
    assert.equal(findJwtAt(line, 5_000_010)?.start, 5_000_000);
  });
});
