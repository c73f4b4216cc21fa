import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { excerpt, OutsideText } from '../../../src/core/outside-text.ts';
import { Secret } from '../../../src/core/secret.ts';
import { readErrorBody as drp } from '../../../src/registries/drp/client/error-body.ts';
import { readErrorBody as jfrog } from '../../../src/registries/jfrog/client/error-body.ts';
import { readErrorBody as quay } from '../../../src/registries/quay/client/error-body.ts';
import { lastWords } from '../../../src/net/kube/program-output.ts';
import { readStatus } from '../../../src/net/kube/exec/status.ts';

const known = new Secret('k9VgT3mQ8sXw2ZbN7rLpD4yHcJ6fA1uE5oI0kRqW');
const jwt = `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiJhIn0'.repeat(12)}.${'Qm9nVXNTaWc'.repeat(20)}`;

/** Every way by which words of others come into a message. */
const readers: Readonly<Record<string, (words: string) => string>> = {
  excerpt: (words) => excerpt(new OutsideText(words), 120),
  'first line': (words) => excerpt(new OutsideText(`${words}\nmore`), 120, 'first-line'),
  'last line': (words) => excerpt(new OutsideText(`more\n${words}`), 120, 'last-line'),
  quay: (words) => JSON.stringify(quay(reply({ message: words }))),
  jfrog: (words) => JSON.stringify(jfrog(reply({ errors: [{ code: 'X', message: words }] }))),
  drp: (words) => JSON.stringify(drp(reply({ Messages: [words] }))),
  program: (words) => lastWords(new OutsideText(words)),
  colored: (words) => lastWords(new OutsideText(words.replaceAll(/(.{9})/g, '$1\u001b[31m'))),
  exec: (words) => JSON.stringify(readStatus(JSON.stringify({ message: words }))),
};

const reply = (value: unknown) => ({
  status: 400,
  headers: new Map<string, string>(),
  body: new OutsideText(JSON.stringify(value)),
  url: 'https://h.example.test/',
});

describe('a text from outside', () => {
  it('loses the colors of terminals, and no word at the begin of a line', () => {
    const words = new OutsideText(
      '\u001b[1;31mfailed\u001b[0m\n[ERROR] no route\r\n[Hint] try\t[a]',
    );
    assert.equal(words.redacted(), 'failed\n[ERROR] no route\r\n[Hint] try\t[a]');
  });

  for (const [name, read] of Object.entries(readers)) {
    it(`keeps no part of a secret, wherever it is cut (${name})`, () => {
      for (const secret of [known.reveal(), jwt]) {
        const end = secret.slice(-12);
        const pieces = Array.from(secret, (_, at) => secret.slice(at, at + 12));
        for (let before = 0; before < 520; before += 7) {
          const said = read(`${'x '.repeat(before / 2)} token ${secret} ${'y '.repeat(60)}`);
          // The head of a JWT says nothing: its algorithm.
          const parts = secret === jwt ? [end, jwt.slice(60, 72)] : pieces.slice(0, -11);
          for (const part of parts) assert.ok(!said.includes(part), said);
        }
      }
    });
  }

  it('is cut at its start or its end, on one line', () => {
    const text = new OutsideText('  one\n two\tthree  ');
    assert.equal(excerpt(text, 50), 'one two three');
    assert.equal(excerpt(text, 5), 'one …');
    assert.equal(excerpt(text, 5, 'end'), '…hree');
    assert.equal(excerpt(text, 50, 'first-line'), 'one');
    assert.equal(excerpt(text, 50, 'last-line'), 'two three');
    assert.equal(excerpt(new OutsideText(undefined), 5), '');
  });

  it('gives back what was read in it', () => {
    const text = new OutsideText('{"a":[1,2]}');
    assert.deepEqual(
      text.read((all): unknown => JSON.parse(all)),
      { a: [1, 2] },
    );
    assert.equal(
      text.read((all) => all.length),
      11,
    );
  });

  it('is no string: nothing else can shorten or say it', () => {
    const text = new OutsideText('one two');
    const violations = [
      // @ts-expect-error: only `excerpt` shortens it.
      (): unknown => text satisfies { slice: unknown },
      // @ts-expect-error: it is no string to cut or to say.
      () => 'a'.concat(text),
      // @ts-expect-error: it is no string to search, and to take parts out of.
      () => /o(ne)/.exec(text),
      // @ts-expect-error: a reader gives back what it read, and no part of the text.
      () => text.read((all) => all.slice(0, 3)),
      // @ts-expect-error: nor a part now and then.
      () => text.read((all) => (all === '' ? undefined : all)),
    ];
    assert.equal(violations.length, 5);
    assert.doesNotMatch(`${String(text)} ${JSON.stringify(text)} ${inspect(text)}`, /one/);
  });
});
