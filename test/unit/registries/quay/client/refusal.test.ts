import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ErrorCode } from '../../../../../src/core/errors.ts';
import { setSecretShapes } from '../../../../../src/core/secret-shapes.ts';
import { failure } from '../../../../../src/registries/quay/client/refusal.ts';
import { tokenShapes } from '../../../../../src/registries/quay/token-shapes.ts';
import { OutsideText } from '../../../../../src/core/outside-text.ts';

setSecretShapes(tokenShapes.secrets);

const host = 'quay.example.test';
const page = '<!doctype html><title>x</title>';
const of = (status: number, body: unknown) =>
  failure(
    {
      status,
      headers: new Map(),
      body: new OutsideText(typeof body === 'string' ? body : JSON.stringify(body)),
      url: `https://${host}/`,
    },
    host,
    { forbidden: () => 'A scope is missing.' },
  );

/** Status, body, and what becomes of it: the shapes of docs/registries/quay.md §2.0 one by one. */
const table: readonly (readonly [status: number, body: unknown, code: ErrorCode, says: RegExp])[] =
  [
    [
      400,
      { message: 'Could not find robot with specified username' },
      'not-found',
      /Could not find/,
    ],
    [400, { message: 'Organization does not exist: dana' }, 'not-found', /does not exist/],
    [
      400,
      { detail: 'Existing robot with name: a+b', error_type: 'x' },
      'conflict',
      /exists already/,
    ],
    [400, { detail: 'Robot is being used by a mirror', error_type: 'x' }, 'conflict', /mirrors/],
    [400, { detail: 'Robot accounts have been disabled.', error_type: 'x' }, 'unsupported', /off/],
    [400, { message: { limit: 'help text' } }, 'invalid-input', /refused this: help text/],
    [400, { message: 'anything' }, 'invalid-input', /refused this: anything/],
    [400, page, 'protocol', /web page \(status 400\)/],
    [401, { error_type: 'invalid_token', detail: 'x' }, 'sign-in-expired', /refused the API token/],
    [401, { error: 'Issuer x not configured' }, 'sign-in-expired', /refused the API token/],
    [401, { error_type: 'fresh_login_required', detail: 'x' }, 'sign-in-expired', /new sign-in/],
    [401, page, 'protocol', /web page/],
    [402, { error_type: 'exceeds_license', detail: 'Plan' }, 'protocol', /refused this: Plan/],
    [403, { error: 'CSRF token was invalid or missing.' }, 'sign-in-expired', /refused the API/],
    [403, { message: 'CSRF token was invalid or missing.' }, 'sign-in-expired', /refused the API/],
    [403, { error_type: 'insufficient_scope', detail: 'x' }, 'forbidden', /^A scope is missing\.$/],
    [403, { message: 'You don’t have the permission' }, 'forbidden', /^A scope is missing\.$/],
    [403, page, 'protocol', /web page/],
    [404, { error_type: 'not_found', detail: 'Not Found' }, 'not-found', /Not Found/],
    [404, page, 'protocol', /web page \(status 404\)/],
    [405, page, 'protocol', /web page \(status 405\)/],
    [409, { error_type: 'tag_immutable', detail: 'Taken' }, 'conflict', /Taken/],
    [415, { message: 'Unsupported' }, 'protocol', /Unsupported/],
    [418, page, 'protocol', /web page \(status 418\)/],
    [429, page, 'rate-limited', /too many requests/],
    [500, page, 'server', /reports a server error \(500\)\.$/],
    [503, { message: 'System is read-only.', is_readonly: true }, 'read-only', /read-only/],
    [503, page, 'server', /server error \(503\)/],
    [520, { error_type: 'downstream_issue', detail: 'Later' }, 'server', /\(520\): Later/],
  ];

describe('refusal', () => {
  for (const [status, body, code, says] of table) {
    const shape = typeof body === 'string' ? 'a page' : JSON.stringify(body);
    it(`${status} with ${shape} is ${code}`, () => {
      const error = of(status, body);
      assert.equal(error.code, code);
      assert.match(error.message, says);
      assert.equal(error.status, status);
    });
  }

  it('never quotes a token that the server repeats', () => {
    const token = 'Z9'.repeat(32);
    const error = of(400, { message: `${token} is not of type 'object'` });
    assert(!error.message.includes(token));
  });
});
