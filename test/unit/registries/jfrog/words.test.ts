import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { platformUrl } from '../../../../src/registries/jfrog/connect/address.ts';
import { artifactFault, buildScope } from '../../../../src/registries/jfrog/actions/scope.ts';
import { splitNames, splitScope } from '../../../../src/registries/jfrog/scope.ts';
import { userNameOf } from '../../../../src/registries/jfrog/actions/subject.ts';
import { fateOf } from '../../../../src/registries/jfrog/actions/thresholds.ts';
import { has, parseVersion } from '../../../../src/registries/jfrog/client/version.ts';

describe('platformUrl', () => {
  const cases: readonly (readonly [pasted: string, url: string])[] = [
    ['https://acme.jfrog.io', 'https://acme.jfrog.io'],
    ['acme.jfrog.io/', 'https://acme.jfrog.io'],
    ['https://acme.jfrog.io/artifactory', 'https://acme.jfrog.io'],
    ['https://acme.jfrog.io/artifactory/api/npm/npm-local/', 'https://acme.jfrog.io'],
    ['https://acme.jfrog.io/artifactory/webapp/#/home', 'https://acme.jfrog.io'],
    ['https://acme.jfrog.io/ui/admin/artifactory/user_settings', 'https://acme.jfrog.io'],
    ['https://acme.jfrog.io/access/api/v1/system/ping', 'https://acme.jfrog.io'],
    ['https://acme.jfrog.io/xray', 'https://acme.jfrog.io'],
    ['https://corp.example.test/corp/jfrog/ui/login', 'https://corp.example.test/corp/jfrog'],
    ['https://corp.example.test/corp/jfrog', 'https://corp.example.test/corp/jfrog'],
    [
      'https://corp.example.test:8443/artifactory/artifactory/api',
      'https://corp.example.test:8443/artifactory',
    ],
  ];
  for (const [pasted, url] of cases) {
    it(`reads ${pasted}`, () => {
      assert.equal(platformUrl(pasted), url);
    });
  }

  it('leaves alone what is no address', () => {
    assert.equal(platformUrl(' ftp://x '), 'ftp://x');
  });
});

describe('scopes', () => {
  const none = { user: false, admin: false, groups: [], roles: [], artifacts: [], system: [] };

  it('have all groups in one part, those with spaces and commas in quotes', () => {
    const groups = ['a b', 'c,d', 'e'];
    assert.equal(buildScope({ ...none, groups }), 'applied-permissions/groups:"a b","c,d",e');
  });

  it('combine several sorts', () => {
    const scope = buildScope({
      ...none,
      user: true,
      roles: [{ project: 'web', names: ['Developer', 'role 2'] }],
      artifacts: ['docker-local/*:r,w'],
      system: ['metrics:r'],
    });
    assert.equal(
      scope,
      'applied-permissions/user applied-permissions/roles:web:Developer,"role 2" artifact:docker-local/*:r,w system:metrics:r',
    );
    assert.equal(splitScope(scope).length, 4);
  });

  it('are split at spaces outside of quotes, without stray commas', () => {
    assert.deepEqual(splitScope('applied-permissions/groups:"team a",devs, system:metrics:r,'), [
      'applied-permissions/groups:"team a",devs',
      'system:metrics:r',
    ]);
  });

  it('take names as a person lists them', () => {
    assert.deepEqual(splitNames('readers, "ops,night" , team a'), [
      'readers',
      'ops,night',
      'team a',
    ]);
  });

  it('say what is wrong with an artifact', () => {
    assert.equal(artifactFault('repo/path/*:r,w'), undefined);
    assert.equal(artifactFault('repo:*'), undefined);
    assert.equal(artifactFault('repo'), 'form');
    assert.equal(artifactFault('repo:rw'), 'actions');
  });
});

describe('a subject', () => {
  for (const [subject, name] of [
    ['jfac@01hq/users/bob', 'bob'],
    ['jfrt@01hq/users/svc/ci', 'svc/ci'],
    ['jffe@000/users/a/users/b', 'a/users/b'],
    ['gh/main', 'gh/main'],
    ['bob', 'bob'],
  ] as const) {
    it(`${subject} names ${name}`, () => {
      assert.equal(userNameOf(subject), name);
    });
  }
});

describe('the fate of a token', () => {
  it('turns at three and at six hours', () => {
    const hour = 3600;
    assert.deepEqual(fateOf({ seconds: 3 * hour - 1 }), { listed: false, revocable: false });
    assert.deepEqual(fateOf({ seconds: 3 * hour }), { listed: true, revocable: false });
    assert.deepEqual(fateOf({ seconds: 6 * hour - 1 }), { listed: true, revocable: false });
    assert.deepEqual(fateOf({ seconds: 6 * hour }), { listed: true, revocable: true });
    assert.deepEqual(fateOf({ seconds: undefined }), { listed: true, revocable: true });
    assert.deepEqual(fateOf({ seconds: 60, forceRevocable: true }), {
      listed: true,
      revocable: true,
    });
  });
});

describe('versions', () => {
  it('are read leniently, and an unknown one counts as new', () => {
    assert.deepEqual(parseVersion('7.50.3-SNAPSHOT'), [7, 50, 3]);
    assert.equal(parseVersion('latest'), undefined);
    assert.equal(has([7, 50, 2], 'forceRevocable'), false);
    assert.equal(has([7, 50, 3], 'forceRevocable'), true);
    assert.equal(has([8, 0, 0], 'forceRevocable'), true);
    assert.equal(has(undefined, 'me'), true);
  });
});
