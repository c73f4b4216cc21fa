import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkApiToken,
  credentialShape,
} from '../../../../src/registries/quay/connect/credential.ts';

const jwt = (claims: object) =>
  [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('c2ln')
    .join('.');

const apiToken = 'aB3'.repeat(13) + 'x';

describe('a credential by its shape', () => {
  const shapes = {
    'api-token': apiToken,
    'robot-token': 'A1'.repeat(32),
    'app-token': 'A1'.repeat(60),
    'registry-jwt': jwt({ iss: 'quay', sub: 'acme+ci' }),
    jwt: jwt({ iss: 'https://sso.example.test', sub: 'dana' }),
    login: `acme+ci:${'A1'.repeat(32)}`,
    'encrypted-password': `${'aB3+'.repeat(20)}aB==`.slice(0, 80) + 'aB==',
    other: 'hunter2',
  } as const;

  for (const [shape, text] of Object.entries(shapes)) {
    it(`is recognized: ${shape}`, () => {
      assert.equal(credentialShape(text), shape);
    });
  }

  it('is said to be wrong where the API token belongs', () => {
    const severity = (shape: keyof typeof shapes) => checkApiToken(shapes[shape])?.severity;
    assert.equal(severity('api-token'), undefined);
    for (const shape of [
      'robot-token',
      'app-token',
      'registry-jwt',
      'login',
      'encrypted-password',
    ] as const) {
      assert.equal(severity(shape), 'error', shape);
    }
    assert.equal(severity('jwt'), 'warning');
    assert.equal(severity('other'), 'warning');
  });

  it('tells robots apart from people', () => {
    assert.equal(
      checkApiToken(shapes['robot-token'])?.message,
      'This is a robot’s token. Robots cannot call the API: an OAuth API token is needed.',
    );
  });
});
