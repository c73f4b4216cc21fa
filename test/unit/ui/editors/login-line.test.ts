import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loginLine, loginsOf } from '../../../../src/ui/editors/login-line.ts';

const file = { auths: { 'quay.example.com': { auth: btoa('acme+ci:planted-secret') } } };
const pretty = JSON.stringify(file, undefined, '\t');
const [encoded, encodedPretty] = [btoa(JSON.stringify(file)), btoa(pretty)];
const document = (kind: string, value: string) =>
  `apiVersion: v1\nkind: Secret\n${kind}:\n  .dockerconfigjson: ${value}\ntype: x\n`;

/** What each line of a document tells of, by the part of it that is marked. */
const linesOf = (text: string) =>
  text.split('\n').flatMap((line) => {
    const found = loginLine(line, loginsOf({ getText: () => text }));
    return found === undefined
      ? []
      : [[line.slice(found.start, found.end), found.logins.map(({ host }) => host).join()]];
  });

it('the logins of a document are read once, however many lines could tell of logins', () => {
  const text = '.dockerconfigjson: |\n'.repeat(1_000);
  let count = 0;
  const whole = loginsOf({
    getText: () => {
      count += 1;
      return text;
    },
  });
  for (const line of text.split('\n')) assert.equal(loginLine(line, whole), undefined);
  assert.equal(count, 1);
});

describe('a line that tells of logins', () => {
  const hosts = 'quay.example.com';
  const cases: readonly [what: string, text: string, expected: readonly string[][]][] = [
    ['Docker’s file', pretty, [['"auths"', hosts]]],
    ['Docker’s file in one line', JSON.stringify(file), [['"auths"', hosts]]],
    ['a Secret in YAML', document('data', encodedPretty), [['.dockerconfigjson', hosts]]],
    [
      'a Secret in YAML, plain',
      document('stringData', `'${JSON.stringify(file)}'`),
      [['.dockerconfigjson', hosts]],
    ],
    [
      'a Secret in JSON',
      JSON.stringify({ data: { '.dockerconfigjson': encodedPretty } }, undefined, 2),
      [['.dockerconfigjson', hosts]],
    ],
    ['base64 alone', `x: ${encoded}`, [[encoded, hosts]]],
    ['nothing of the kind', '{"auths": 5}\n{"x": ".dockercfg"}\nauths: eyJhdXRo', []],
  ];
  for (const [what, text, expected] of cases) {
    it(`is found in ${what}`, () => assert.deepEqual(linesOf(text), expected));
  }
});
