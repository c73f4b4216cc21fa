import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as paths from '../../../../src/registries/quay/paths.ts';

const robot = { namespace: { kind: 'organization', name: 'acme' }, short: 'ci' } as const;
const issuer = { issuer: 'https://idp.example.test/"x"', subject: 'repo:a/b c' };

describe('path of a row', () => {
  it('tells where it stands', () => {
    const { placeOf } = paths;
    assert.deepEqual(placeOf(paths.namespacePath({ kind: 'user', name: 'organization:x' })), {
      at: 'namespace',
      namespace: { kind: 'user', name: 'organization:x' },
    });
    assert.deepEqual(placeOf(paths.robotPath(robot)), { at: 'robot', robot });
    assert.deepEqual(placeOf(paths.belowRobot(robot, 'token')), { at: 'token', robot });
    assert.deepEqual(placeOf(paths.belowRobot(robot, 'exchanged')), { at: 'token', robot });
    assert.deepEqual(placeOf(paths.repositoryPath(robot, 'a:b')), {
      at: 'repository',
      robot,
      repository: 'a:b',
    });
    assert.deepEqual(placeOf(paths.issuerPath(robot, issuer)), { at: 'issuer', robot, issuer });
    assert.deepEqual(placeOf(paths.appTokensPath), { at: 'app-tokens' });
    assert.deepEqual(placeOf(paths.appTokenPath('u')), { at: 'app-token', uuid: 'u' });
  });

  it('of another kind is no place', () => {
    for (const path of [[], ['x'], ['user:a', 'x'], ['user:a', 'robot:b', 'x']]) {
      assert.throws(() => paths.placeOf(path), TypeError);
    }
    assert.throws(() => paths.robotOf(paths.appTokensPath), TypeError);
  });
});
