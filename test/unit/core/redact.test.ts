import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redact } from '../../../src/core/redact.ts';
import { setSecretShapes } from '../../../src/core/secret-shapes.ts';
import { kinds } from '../../../src/registries/kinds.ts';
import { Secret } from '../../../src/core/secret.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhY21lK2NpIn0.c2lnbmF0dXJl';
const jwe = 'eyJhbGciOiJkaXIifQ..aXYxMjM0NTY3ODkw.Y2lwaGVydGV4dA.dGFn';
const robotToken = 'K7Q2'.repeat(16);
const apiToken = 'q7Wz'.repeat(10);
const appToken = 'Z9X8C7'.repeat(20);
setSecretShapes(kinds.flatMap(({ tokenLanguage }) => tokenLanguage?.secrets ?? []));

const referenceToken = `cmVmd${'Gt0b2tlbg'.repeat(7)}`;
const fingerprint = 'ab12cd34'.repeat(8);

describe('redact', () => {
  const masked: readonly [string, string, string][] = [
    ['a JWT', `refused ${jwt}, sorry`, 'refused ‹secret›, sorry'],
    ['an unsigned JWT', `${jwt.slice(0, jwt.lastIndexOf('.') + 1)} x`, '‹secret› x'],
    ['a JWE', `got ${jwe}`, 'got ‹secret›'],
    ['a JWT behind an escape', `%22${jwt}%22`, '%22‹secret›%22'],
    ['a JFrog reference token', `t ${referenceToken}!`, 't ‹secret›!'],
    ['a JFrog API key', 'key AKCp8kqMXyz0123456789abcdef end', 'key ‹secret› end'],
    ["a Quay robot's token", `token ${robotToken}.`, 'token ‹secret›.'],
    ['a Quay app token', `(${appToken})`, '(‹secret›)'],
    ['a Quay API token', `sent ${apiToken}: 401`, 'sent ‹secret›: 401'],
    ['a header', 'Authorization: Bearer short1', 'Authorization: Bearer ‹secret›'],
    ['a header of any scheme', 'proxy-authorization=abc', 'proxy-authorization=‹secret›'],
    ['a header in JSON', '{"authorization":"Basic YTpi"}', '{"authorization":"Basic ‹secret›"}'],
    ['a bearer', 'sent Bearer a1b2c3, got 401', 'sent Bearer ‹secret›, got 401'],
    ['credentials in an address', 'https://me:p%40ss@quay.io/a', 'https://‹secret›@quay.io/a'],
    ['a password with an at sign', 'http://me:p@ss@proxy:3128', 'http://‹secret›@proxy:3128'],
    ['a query value', '/a?x=1&access_token=abc&y=2', '/a?x=1&access_token=‹secret›&y=2'],
    ['a form field', 'grant_type=x&refresh_token=q', 'grant_type=x&refresh_token=‹secret›'],
    ['a JSON member', '{"token": "a\\"b", "n": 1}', '{"token": "‹secret›", "n": 1}'],
    ['a printed member', "{ password: 'it is' }", "{ password: '‹secret›' }"],
    [
      'a private key',
      'k -----BEGIN EC PRIVATE KEY-----\nMHc+/=\n-----END EC PRIVATE KEY-----',
      'k ‹secret›-----END EC PRIVATE KEY-----',
    ],
  ];
  for (const [what, text, expected] of masked) {
    it(`masks ${what}`, () => {
      assert.equal(redact(text), expected);
      assert.equal(redact(redact(text)), expected, 'and leaves its mask alone');
    });
  }

  const legible: readonly [string, string][] = [
    ['host names', 'https://quay.example.com:8443/organization/acme is not reachable.'],
    ['robot names', 'acme+ci may not write to acme/app; ask an owner of acme.'],
    ['fingerprints', `The certificate is ${fingerprint}.`],
    ['fingerprints in capitals', `The certificate is ${fingerprint.toUpperCase()}.`],
    ['short hexadecimal names', 'sha256:0123456789abcdef'],
    ['flags', 'GET /api/v1/organization/acme/robots?permissions=true&token=false'],
    ['words about sign-in', 'Basic authentication is off; use a bearer token. Bearer was refused.'],
    ['commits', `at ${'ab12cd34'.repeat(5)}`],
    ['a word of 40 letters', 'ThisIsTheNameOfSomethingWithFortyLetters'],
    ['mail addresses', 'Ask admin@example.com (see https://docs.example.com/tokens).'],
    ['nothing', ''],
  ];
  for (const [what, text] of legible) {
    it(`leaves ${what}`, () => {
      assert.equal(redact(text), text);
    });
  }

  describe('of living secrets', () => {
    const text = 'p&ss "w<rd"/+ü';
    const secret = new Secret(text);
    const forms: readonly [string, string][] = [
      ['as it is', text],
      ['in a URL', encodeURIComponent(text)],
      ['in a form', new URLSearchParams({ q: text }).toString().slice(2)],
      ['in JSON', JSON.stringify({ q: text })],
      ['in HTML', text.replace('&', '&amp;').replace('<', '&lt;')],
    ];
    for (const [where, form] of forms) {
      it(`masks the text ${where}`, () => {
        const shown = redact(`before ${form} after`);
        assert.equal(shown.includes(form), false, shown);
        assert.equal(shown.includes(secret.reveal()), false, shown);
        assert.match(shown, /^before .*‹secret›.* after$/);
      });
    }
    for (const user of ['', 'a', 'ab', 'abc', 'acme+robot']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        it(`masks it in ${encoding} after the user name "${user}"`, () => {
          const pair = Buffer.from(`${user}:${text}`).toString(encoding);
          const shown = redact(`sent ${pair}`);
          const rest = shown.replace('sent ', '').split('‹secret›');
          assert.equal(rest.length, 2, shown);
          const left = Buffer.from(rest.join(''), 'base64').toString('latin1');
          assert.equal(left.includes(text.slice(1, 4)), false, shown);
        });
      }
    }

    it('masks overlapping secrets as one', () => {
      const longer = new Secret('overlap-abcdef');
      const within = new Secret('abcdefgh');
      assert.equal(redact('x overlap-abcdefgh y'), 'x ‹secret› y');
      assert.ok(longer.length + within.length > 0);
    });

    it('leaves short texts, which would mask words', () => {
      const short = new Secret('abc');
      assert.equal(redact('abc abc'), 'abc abc');
      assert.equal(short.length, 3);
    });

    it('takes a secret with half a character in it', () => {
      const broken = new Secret('half\ud83d!');
      assert.equal(redact('a half\ud83d! b'), 'a ‹secret› b');
      assert.ok(broken.length > 0);
    });
  });

  describe('of hostile text', () => {
    // A quadratic expression would take an hour over these, and a recursive one overflow the stack.
    const length = 1024 * 1024;
    const units = [
      'eyJ',
      'eyJ.',
      'cmVmd',
      'A',
      'authorization:',
      'authorization ',
      'token',
      'token=',
      'token:"',
      'token:"\\',
      '://',
      'a@://',
      'Bearer ',
      'bearer a ',
      '-----BEGIN PRIVATE KEY',
      'AKCp1',
      '\\',
    ];
    for (const unit of units) {
      it(`is done with "${unit}" repeated`, () => {
        assert.equal(typeof redact(unit.repeat(length / unit.length)), 'string');
      });
    }
    it('is done while the secrets of a long list live', () => {
      // To look for each of them by itself would take many minutes.
      const held = Array.from(
        { length: 5_000 },
        (_, at) => new Secret(`${'x'.repeat(40)}-${at}-y`),
      );
      const text = 'x'.repeat(length);
      assert.equal(redact(`${text}-4999-y`), `${'x'.repeat(length - 40)}‹secret›`);
      assert.equal(held.length, 5_000);
    });
    for (const start of ['token:"', 'Authorization: ', '://', 'Bearer ', 'password=', 'eyJ..']) {
      it(`is done with a long text after "${start}"`, () => {
        const shown = redact(start + 'aB3'.repeat(length));
        assert.ok(start === '://' || shown.length < start.length + 20);
      });
    }
  });
});
