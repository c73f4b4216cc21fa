import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expressionsOf, expressionsOfSource } from './expressions/find.ts';
import { hostileTexts, textOf, type Hostile } from './expressions/hostile.ts';
import { CountedExpression, TooManySteps } from './expressions/program.ts';

/** Lengths between which steps may grow as the text does, with a tenth to spare. */
const [short, long] = [10_000, 100_000];
const growth = 11;
/** More than any linear expression of the house needs for each character. */
const stepsPerCharacter = 100;

/** Lengths of the texts among which those are chosen that take longest. */
const [tiny, small] = [200, 800];
const suspect = 1.05 * (small / tiny);

/** Why an expression may take long; `undefined` where its steps grow no faster than a text. */
function slowness(source: string, flags: string): string | undefined {
  const expression = new CountedExpression(source, flags);
  const steps = (hostile: Hostile, length: number): number => {
    const text = textOf(hostile, length);
    return expression.run(text, text.length * stepsPerCharacter).steps;
  };
  const tried = hostileTexts(expression.pattern, flags);
  let current: Hostile | undefined;
  try {
    const counted = tried.map((hostile) => {
      current = hostile;
      const more = steps(hostile, small);
      return { hostile, more, growth: more / Math.max(steps(hostile, tiny), small) };
    });
    // What seems to grow faster than its text, else what takes most.
    const [worst] = counted.toSorted(
      (a, b) => Number(b.growth > suspect) - Number(a.growth > suspect) || b.more - a.more,
    );
    if (worst === undefined) return undefined;
    current = worst.hostile;
    const grown = steps(current, long) / Math.max(steps(current, short), short);
    if (grown <= growth) return undefined;
    return `${grown.toFixed(0)} times the steps: ${JSON.stringify(current)}`;
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
    return `too many steps: ${JSON.stringify(current)}`;
  }
}

describe('the steps of regular expressions', () => {
  it('grow no faster than the text, for every expression of the source', (context) => {
    const expressions = expressionsOfSource();
    const slow = expressions.flatMap(({ source, flags, file }) => {
      const why = slowness(source, flags);
      return why === undefined ? [] : [`${file}: /${source}/${flags} ${why}`];
    });
    context.diagnostic(`${expressions.length} expressions`);
    assert.ok(expressions.length > 300);
    assert.deepEqual(slow, []);
  });

  for (const [source, flags] of [
    ['(?:a+)+b', ''],
    ['(?:a|a)*b', 'u'],
    ['^(?:[a-z]+\\s?)*$', 'i'],
    ['a+$', ''],
    ['\\s*,', 'g'],
    ['owner .* is disabled', 'i'],
    ['\\/v1\\/(?:[^/]+\\/)*identity', ''],
    ['"(?:[^"\\\\]|\\\\.)*"', 'g'],
    ['(?<=x\\w*)y', ''],
  ] as const) {
    it(`grow faster for /${source}/${flags}, which is found`, () => {
      assert.notEqual(slowness(source, flags), undefined);
    });
  }

  it('are counted by a machine that matches as the language does', () => {
    const texts = [
      ...['', 'a', 'ab', 'aab\nb', '"a\\"b" "c', 'key = "v", x', 'ABC-abc', 'aa:bb:aa:bb'],
      ...['-----BEGIN X-----MA==-----END X-----', '  eyJhbGci.eyJ.x  ', '\u202e\0\ud800é', '100 s'],
      ...['Bearer  token=x&password="y"', 'https://h:8443/a/b?c=d#e', 'v3.18.0', 'acme+ci'],
    ];
    for (const { source, flags } of expressionsOfSource()) {
      const counted = new CountedExpression(source, flags);
      const own = new RegExp(source, flags);
      for (const text of texts) {
        own.lastIndex = 0;
        const isMany = /[gy]/.test(flags);
        const found = isMany
          ? [...text.matchAll(new RegExp(source, `${flags.replace('g', '')}g`))]
          : [own.exec(text)];
        const ends = found.flatMap((match) =>
          match === null ? [] : [[match.index, match.index + match[0].length]],
        );
        assert.deepEqual(
          counted.run(text).matches,
          ends,
          `/${source}/${flags} in ${JSON.stringify(text)}`,
        );
      }
    }
  });

  it('are counted wherever an expression stands, and however it is put together', () => {
    const code = [
      "const names = '(?:a|b)';",
      'export const one = /x+/gu;',
      'export const two = (name: string) => new RegExp(`^${names}${name}=(\\\\d{9})`, "i");',
      "export const three = RegExp(flag ? 'y*' : `z`);",
      'export const four = (own: string) => new RegExp(`${RegExp.escape(own)}-`);',
    ].join('\n');
    assert.deepEqual(
      expressionsOf('planted.ts', code).map(({ source, flags }) => `/${source}/${flags}`),
      ['/x+/gu', '/^(?:a|b)name=(\\d{9})/i', '/y*/', '/z/', '/name-/'],
    );
    assert.throws(() => expressionsOf('planted.ts', 'new RegExp(read())'), /nobody can read/);
  });
});
