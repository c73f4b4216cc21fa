import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WireError } from '../../../../src/registries/shared/rest/wire.ts';
import { readAppTokens } from '../../../../src/registries/quay/wire/app-token.ts';
import { atLeast, readConfig, readRoutes } from '../../../../src/registries/quay/wire/config.ts';
import { readFederation } from '../../../../src/registries/quay/wire/federation.ts';
import { readPermissions } from '../../../../src/registries/quay/wire/permission.ts';
import {
  birthOf,
  lastUseOf,
  readRobot,
  readRobots,
} from '../../../../src/registries/quay/wire/robot.ts';
import { readUser } from '../../../../src/registries/quay/wire/user.ts';

const acme = { kind: 'organization', name: 'acme' } as const;
const at = (place: string) => (error: unknown) =>
  error instanceof WireError && error.place === place;

describe('what comes over the wire', () => {
  it('names the place where it is not as promised', () => {
    const robots = (entry: unknown) => () => readRobots({ robots: [entry] }, acme);
    assert.throws(() => readRobots([], acme), at('body'));
    assert.throws(() => readRobots({}, acme), at('robots'));
    assert.throws(robots('x'), at('robot'));
    assert.throws(robots({}), at('robot.name'));
    assert.throws(() => readRobot({ name: 'acme+ci', token: 7 }, acme), at('robot.token'));
    assert.throws(robots({ name: 'acme+ci', created: 7 }), at('robot.created'));
    assert.throws(() => readUser({ organizations: [] }), at('user.username'));
    assert.throws(
      () => readUser({ username: 'd', organizations: [{}] }),
      at('user.organizations[].name'),
    );
    assert.throws(() => readAppTokens({ tokens: [{}] }), at('token.uuid'));
    assert.throws(
      () => readPermissions({ permissions: [{ role: 'read' }] }),
      at('permissions[].repository'),
    );
    assert.throws(() => readFederation({}), at('federation'));
    assert.throws(() => readConfig({}), at('config.features'));
    assert.throws(() => readRoutes({}), at('discovery.paths'));
  });

  it('of a robot may leave out what a member or an older server does not get', () => {
    const [robot] = readRobots({ robots: [{ name: 'acme+ci' }] }, acme);
    assert.deepEqual(robot, {
      fullName: 'acme+ci',
      shortName: 'ci',
      created: undefined,
      lastAccessed: undefined,
      description: '',
    });
  });

  it('of a list of robots holds no token, even if one came', () => {
    const robots = readRobots({ robots: [{ name: 'acme+ci', token: 'T'.repeat(64) }] }, acme);
    assert.deepEqual(Object.keys(robots[0] ?? {}).includes('token'), false);
  });

  it('with a date that cannot be read loses the date and not the list', () => {
    const entry = { name: 'acme+ci', created: 'soon', last_accessed: 'yesterday' };
    const [robot] = readRobots({ robots: [entry] }, acme);
    assert(robot);
    assert.equal(birthOf(robot), undefined);
    assert.equal(lastUseOf(robot), undefined);
  });

  it('ends never only when the server says so', () => {
    const lifetime = (expiration: unknown) =>
      readAppTokens({ tokens: [{ uuid: 'u', title: 't', expiration }] })[0]?.lifetime.kind;
    assert.equal(lifetime(null), 'never');
    assert.equal(lifetime('Fri, 10 May 2024 17:46:02 -0000'), 'until');
    assert.equal(lifetime('soon'), 'unknown');
    assert.equal(lifetime(undefined), 'unknown');
  });

  it('keeps of an issuer what this version does not know', () => {
    const entry = { issuer: 'https://a.test', subject: 's', audiences: ['q'] };
    assert.deepEqual(readFederation([entry])[0]?.entry, entry);
  });
});

describe('configuration of a server', () => {
  const features = {};
  const hostname = (SERVER_HOSTNAME: unknown) =>
    readConfig({ features, config: { SERVER_HOSTNAME } }).serverHostname;
  const version = (version_number: unknown) => readConfig({ features, version_number }).version;

  it('has a version where it tells one', () => {
    assert.deepEqual(version('Quay 3.18.0'), [3, 18, 0]);
    assert.deepEqual(version('Quay v3.9'), [3, 9, 0]);
    assert.equal(version(''), undefined);
    assert.equal(version(undefined), undefined);
    assert.equal(version('Quay main'), undefined);
  });

  it('names a host only when it is one', () => {
    for (const host of ['quay.io', 'quay.example.test:8443', '127.0.0.1:1', '[::1]:443', 'q']) {
      assert.equal(hostname(host), host);
    }
    for (const other of ['', 'a b', '-x', 'https://quay.io', 'quay.io/path', "q'uay", 7, null]) {
      assert.equal(hostname(other), undefined, String(other));
    }
  });

  it('compares versions by number', () => {
    assert(atLeast([3, 18, 0], [3, 17, 2]));
    assert(atLeast([4, 0, 0], [3, 17, 2]));
    assert(atLeast([3, 17, 2], [3, 17, 2]));
    assert(!atLeast([3, 9, 10], [3, 13, 0]));
    assert(!atLeast([3, 17, 1], [3, 17, 2]));
    assert(!atLeast([2, 99, 0], [3, 13, 0]));
  });
});
