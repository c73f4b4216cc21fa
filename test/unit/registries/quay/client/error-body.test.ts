import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readErrorBody } from '../../../../../src/registries/quay/client/error-body.ts';
import { OutsideText } from '../../../../../src/core/outside-text.ts';

const read = (body: string, type = 'application/json') =>
  readErrorBody({
    status: 400,
    headers: new Map([['content-type', type]]),
    body: new OutsideText(body),
    url: 'https://quay.example.test/',
  });
const words = (value: unknown) => read(JSON.stringify(value)).words;

describe('body of a refusal', () => {
  it('of shape E1 tells detail and type', () => {
    const body = read(
      JSON.stringify({ detail: 'Unauthorized', error_type: 'insufficient_scope', status: 403 }),
    );
    assert.deepEqual(body, {
      shape: 'problem',
      words: 'Unauthorized',
      type: 'insufficient_scope',
      isReadOnly: false,
    });
  });

  it('of shape E2, E4 and E6 tells its message', () => {
    assert.equal(read('{"message":"no"}').shape, 'message');
    assert.equal(words({ message: 'no' }), 'no');
    assert.equal(read('{"message":"wait","is_readonly":true}').isReadOnly, true);
  });

  it('of shape E3 is read although it calls itself HTML', () => {
    const body = read('{"error": "CSRF token was invalid or missing."}', 'text/html');
    assert.equal(body.shape, 'error');
    assert.equal(body.words, 'CSRF token was invalid or missing.');
  });

  it('of shape E5 tells the help of the parameter', () => {
    assert.equal(words({ message: { limit: 'The number of robots.' } }), 'The number of robots.');
  });

  it('of shape E7 tells the first error', () => {
    const body = read(
      '{"errors":[{"code":"DENIED","message":"read-only","detail":{"is_readonly":true}}]}',
    );
    assert.deepEqual(body, {
      shape: 'registry',
      words: 'read-only',
      type: 'DENIED',
      isReadOnly: true,
    });
  });

  it('of shape E8 and of anything else is a page', () => {
    for (const text of ['<html></html>', '', 'Too many', '{broken', '[]', '{"other":1}', 'null']) {
      assert.equal(read(text).shape, 'page', text);
      assert.equal(read(text).words, '', text);
    }
  });

  it('is quoted on one line of bounded length', () => {
    assert.equal(words({ message: 'first\nsecond' }), 'first');
    assert.equal(words({ message: 'a\u0007b' }), 'a b');
    assert.equal(words({ message: 'x'.repeat(1000) }).length, 200);
  });

  it('with values of other types than promised says nothing', () => {
    assert.equal(words({ message: 7 }), '');
    assert.equal(words({ message: ['x'] }), '');
    assert.equal(words({ errors: ['x'] }), '');
    assert.equal(words({ errors: [{ message: { a: 1 } }] }), '');
  });
});
