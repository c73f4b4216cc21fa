import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  JsonError,
  duplicateNames,
  parseJson,
  plain,
  unsafeNumbers,
} from '../../../src/jwt/json.ts';
import { randomFrom } from './tokens.ts';

const samples = [
  '{"a":1,"b":[true,false,null,-0.5e+3],"c":{"d":"\\u00e9\\n\\"\\\\"}}',
  ' [ ] ',
  '"text"',
  '0',
  '{"a":{"b":{"c":[[[[]]]]}},"":""}',
  '[1.0,10,-1,1e5,1E-5,0.0]',
];

describe('parseJson', () => {
  it('reads a text the same whether or not the runtime would write it so', () => {
    const texts = [
      '{"iss":"quay","exp":1790000000,"ok":[true,false,null],"é":{"":"\\n"}}',
      '{"__proto__":{"a":1},"toJSON":"b"}',
      '{"2":1,"1":2}',
      '{"a":1,"a":2}',
      '[12345678901234567890,1.0,-0,1e400,1e21,0.1]',
      '"\\ud800"',
    ];
    for (const text of texts) assert.deepEqual(parseJson(text), parseJson(` ${text}`), text);
    assert.deepEqual(duplicateNames(parseJson('{"a":1,"a":2}')), ['a']);
    assert.deepEqual(unsafeNumbers(parseJson('[9007199254740993]')), ['9007199254740993']);
  });

  it('accepts and rejects exactly what JSON.parse does, and reads the same values', () => {
    const random = randomFrom(11);
    const alphabet = '{}[]",:\\ \n\tabtruefalsn0123456789.-+eEu\u0000\u2028';
    const pick = (text: string): string => text[Math.floor(random() * text.length)] ?? '';
    let accepted = 0;
    for (let round = 0; round < 40_000; round++) {
      const text = Array.from(samples[round % samples.length] ?? '');
      for (let edits = round % 4; edits > 0; edits--) {
        text.splice(Math.floor(random() * text.length), random() < 0.6 ? 1 : 0, pick(alphabet));
      }
      const source = text.join('');
      let expected: unknown;
      try {
        expected = { value: JSON.parse(source) as unknown };
        accepted++;
      } catch {
        expected = undefined;
      }
      let actual: unknown;
      try {
        actual = { value: plain(parseJson(source)) };
      } catch (error) {
        assert.ok(error instanceof JsonError, source);
        assert.equal(error.reason, 'syntax');
      }
      assert.deepEqual(actual, expected, source);
    }
    assert.ok(accepted > 10_000 && accepted < 39_000, String(accepted));
  });

  it('says where the text stops being JSON', () => {
    for (const [text, offset] of [
      ['{"a":1,}', 7],
      ['{"a" 1}', 5],
      ['[1', 2],
      ['', 0],
      ['{} x', 3],
      ['"a\nb"', 0],
    ] as const) {
      assert.throws(() => parseJson(text), { name: 'JsonError', offset, reason: 'syntax' }, text);
    }
  });

  it('refuses what is nested too deeply, at any size', () => {
    const depth = { name: 'JsonError', reason: 'depth' };
    for (const open of ['[', '{"a":']) {
      assert.throws(() => parseJson(open.repeat(101)), depth);
      assert.throws(() => parseJson(open.repeat(100_000)), depth);
    }
    assert.doesNotThrow(() => parseJson('['.repeat(100) + ']'.repeat(100)));
  });

  it('keeps duplicates, and finds them by the name that is meant', () => {
    const json = parseJson('{"a":1,"b":{"c":1,"\\u0063":2},"\\u0061":2,"l":[{"d":1},{"d":2}]}');
    assert.deepEqual(duplicateNames(json), ['a', 'b.c']);
    assert.deepEqual(plain(json), { a: 2, b: { c: 2 }, l: [{ d: 1 }, { d: 2 }] });
  });

  it('keeps numbers by their text, and finds those that cannot be read exactly', () => {
    const json = parseJson(
      '[9007199254740991,9007199254740993,1e400,-12345678901234567890,1.5,0.1]',
    );
    assert.deepEqual(unsafeNumbers(json), ['9007199254740993', '1e400', '-12345678901234567890']);
  });

  it('treats “__proto__” as a member like any other', () => {
    const value = plain(parseJson('{"__proto__":{"exp":1}}'));
    assert.ok(typeof value === 'object' && value !== null);
    assert.deepEqual(Object.keys(value), ['__proto__']);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });
});
