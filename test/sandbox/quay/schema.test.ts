import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pformat } from './schema/pformat.ts';
import { repr } from './schema/repr.ts';
import { schemaComplaint } from './schema/validate.ts';
import type { Schema } from './schema/validate.ts';

describe('Quay: values as Python writes them', () => {
  for (const [value, text] of [
    [null, 'None'],
    [true, 'True'],
    [10.5, '10.5'],
    ["it's", '"it\'s"'],
    ['both \' and "', "'both \\' and \"'"],
    ['a\tb\u0001', "'a\\tb\\x01'"],
    [['a', { b: [] }], "['a', {'b': []}]"],
  ] as const) {
    it(`represents ${text}`, () => {
      assert.equal(repr(value), text);
    });
  }

  it('sorts keys and breaks lines only where a line is too short', () => {
    const long = 'x'.repeat(40);
    assert.equal(pformat({ b: 1, a: 2 }), "{'a': 2, 'b': 1}");
    assert.equal(pformat([long, long]), `['${long}',\n '${long}']`);
    assert.equal(pformat({ b: long, a: long }), `{'a': '${long}',\n 'b': '${long}'}`);
  });

  it('breaks long texts between words, in parentheses where they stand alone', () => {
    const words = `${'word '.repeat(20)}end`;
    const first = `'${'word '.repeat(13)}'`;
    const second = `'${'word '.repeat(7)}end'`;
    assert.equal(pformat(words), `(${first}\n ${second})`);
  });
});

describe('Quay: bodies against their schema', () => {
  const schema: Schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 3 },
      age: { type: ['integer', 'null'], minimum: 1 },
      kind: { enum: ['user', 'team'] },
      tags: { type: 'array', items: { type: 'string' } },
    },
  };
  for (const [body, first] of [
    [{}, "'name' is a required property"],
    [[], "[] is not of type 'object'"],
    [{ name: '' }, "'' is too short"],
    [{ name: 'four' }, "'four' is too long"],
    [{ name: 'a', age: 0 }, '0 is less than the minimum of 1'],
    [{ name: 'a', age: 'x' }, "'x' is not of type 'integer', 'null'"],
    [{ name: 'a', kind: 'org' }, "'org' is not one of ['user', 'team']"],
  ] as const) {
    it(`refuses ${JSON.stringify(body)}`, () => {
      assert.equal(schemaComplaint(body, schema)?.split('\n')[0], first);
    });
  }

  it('takes what fits', () => {
    assert.equal(
      schemaComplaint({ name: 'é', age: null, tags: ['a'], more: 1 }, schema),
      undefined,
    );
  });

  it('says where, of the violation that is nearest to the root', () => {
    assert.equal(
      schemaComplaint({ name: 'a', tags: [1] }, schema),
      "1 is not of type 'string'\n\nFailed validating 'type' in schema['properties']['tags']" +
        "['items']:\n    {'type': 'string'}\n\nOn instance['tags'][0]:\n    1",
    );
    assert.match(schemaComplaint({ tags: [1] }, schema) ?? '', /^'name' is a required/);
  });
});
