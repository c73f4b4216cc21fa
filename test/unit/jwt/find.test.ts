import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Span } from '../../../src/jwt/find.ts';
import { findJwt } from '../../../src/jwt/find.ts';
import { quayClaims, segment, token } from './tokens.ts';

const found = (text: string): string[] =>
  findJwt(text).map(({ start, end }) => text.slice(start, end));

/** The characters that regular expressions go through meanwhile, from where they are set to begin. */
function looks(work: () => void): number {
  const test = Object.getOwnPropertyDescriptor(RegExp.prototype, 'test')
    ?.value as typeof RegExp.prototype.test;
  let looked = 0;
  // A mock of the runner's would keep millions of calls.
  RegExp.prototype.test = function (text) {
    const start = this.lastIndex;
    const found = test.call(this, text);
    looked += found ? Math.max(0, this.lastIndex - start) : text.length - start;
    return found;
  };
  try {
    work();
  } finally {
    RegExp.prototype.test = test;
  }
  return looked;
}

describe('findJwt', () => {
  const signed = token(quayClaims);
  const unsigned = `${segment({ alg: 'none' })}.${segment({ sub: 'x' })}.`;
  const encrypted = `${segment({ alg: 'dir', enc: 'A128GCM' })}..aXY.Y2lwaGVy.dGFn`;

  it('finds every token and nothing around it', () => {
    const text = `A=${signed}\n"${encrypted}", Bearer%20${signed}. x.${signed}.y ${unsigned} end`;
    assert.deepEqual(found(text), [signed, encrypted, signed, signed, unsigned]);
  });

  it('finds tokens that stand side by side', () => {
    assert.deepEqual(found(`${signed} ${signed}`), [signed, signed]);
    assert.deepEqual(found(`${signed}.${signed}`), [signed, signed]);
  });

  it('finds nothing where there is none', () => {
    const header = segment({ alg: 'RS256' });
    for (const text of [
      '',
      'eyJ',
      'eyJ.eyJ.eyJ',
      header,
      `${header}.${segment({})}`,
      `${header}..${segment({})}`,
      `${segment({ typ: 'JWT' })}.${segment({})}.x`,
      `${segment({ alg: 'dir', enc: 'x' })}.a.b.c`,
      `${segment([1])}.a.b`,
      `${segment({ alg: 'x', pad: 'y'.repeat(20_000) })}.${segment({})}.x`,
    ]) {
      assert.deepEqual(found(text), [], text.slice(0, 100));
    }
  });

  it('takes the token behind a candidate that is none', () => {
    assert.deepEqual(found(`eyJeyJ.${signed}`), [signed]);
    assert.deepEqual(found(`${segment({ alg: 'dir', enc: 'x' })}.${signed}`), [signed]);
  });

  const size = 10_000_000;
  const hostile: readonly [name: string, part: string][] = [
    ['eyJ', 'eyJ'],
    ['eyJ and dots', 'eyJ.'],
    ['headers', `${segment({ alg: 'RS256' })}.`],
    ['encrypted headers', `${segment({ alg: 'dir', enc: 'x' })}.`],
    ['headers without a dot', segment({ alg: 'RS256' })],
    ['dots', '.'],
    ['open braces', `${Buffer.from('{"alg":').toString('base64url')}.`],
    ['tokens', `${segment({ alg: 'x' })}.e30.AA `],
  ];
  for (const [name, part] of hostile) {
    it(`looks at each character of 10 MB of ${name} a bounded number of times`, () => {
      const text = part.repeat(Math.ceil(size / part.length));
      let spans: readonly Span[] = [];
      const times = looks(() => (spans = findJwt(text))) / text.length;
      assert.ok(times <= 6, `${times} times`);
      let last = 0;
      for (const { start, end } of spans) {
        assert.ok(start >= last && end > start);
        last = end;
      }
    });
  }
  for (const behind of ['~', '~%', '+', '…']) {
    // Quadratic time would be hours here: the suite would not end.
    it(`comes to an end on 1 MB of tokens with ${behind} behind each`, () => {
      const part = `${segment({ alg: 'HS256' })}.e30.AA${behind}`;
      assert.ok(findJwt(part.repeat(1_000_000 / part.length)).length > 0);
    });
  }

  it('reads no header of what cannot be a token, however much there is', (context) => {
    const header = segment({ alg: 'RS256' });
    const decode = context.mock.method(Buffer, 'from');
    const parse = context.mock.method(JSON, 'parse');
    for (const part of ['eyJhbGciOi.', `${header}. `, 'eyJhbGciOi.a\n', `${header}.a `]) {
      assert.deepEqual(findJwt(part.repeat(1_000)), []);
    }
    assert.equal(decode.mock.callCount(), 0);
    assert.deepEqual(findJwt(`${header}..a.b.c `.repeat(1_000)), []);
    assert.equal(parse.mock.callCount(), 0, 'the header of a token without claims');
  });

  it('takes a header in whatever way it ends', () => {
    for (const end of ['}', '} ', '}\n', '}\r\n', '}\t\t']) {
      for (const pad of ['', 'x', 'xx', 'xxx']) {
        const spaced = token(quayClaims, `{"alg":"RS256","kid":"${pad}"${end}`);
        assert.deepEqual(found(spaced), [spaced], JSON.stringify(end + pad));
      }
    }
  });

  it('comes to an end on 10 MB of eyJ followed by 10 MB of dots', () => {
    assert.deepEqual(found(`${'eyJ'.repeat(size / 3)}${'.'.repeat(size)}`), []);
  });
});
