import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ACME, e1, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

interface RobotItem {
  readonly name: string;
  readonly token?: string;
  readonly repositories?: readonly string[];
  readonly teams?: readonly { readonly name: string }[];
}

const T64 = /^[A-Z0-9]{64}$/;
const ROBOT_MISSING = { message: 'Could not find robot with specified username' };

describe('Quay: robots', () => {
  let quay: Harness;
  let origin: string;
  before(async () => {
    quay = await startHarness();
    origin = quay.sandbox.quay.url;
  });
  after(() => quay.sandbox.close());

  async function list(path: string, bearer?: string): Promise<RobotItem[]> {
    const answer = await quay.call('GET', path, bearer === undefined ? {} : { bearer });
    assert.equal(answer.status, 200);
    return (answer.json() as { robots: RobotItem[] }).robots;
  }

  it('row 8: a listing without tokens, most recently used first', async () => {
    const robots = await list(`${ACME}/robots?token=false`);
    assert.deepEqual(robots[0], {
      name: 'acme-platform+ci',
      created: 'Fri, 10 May 2024 17:46:02 -0000',
      last_accessed: 'Mon, 03 Aug 2026 08:15:30 -0000',
      description: 'CI pushes',
    });
    assert.deepEqual(robots.at(-1), {
      name: 'acme-platform+spare',
      created: 'Tue, 02 Jan 2024 09:00:00 -0000',
      last_accessed: null,
      description: '',
    });
  });

  it('row 8: PostgreSQL puts robots that were never used first', async () => {
    quay.sandbox.quay.settings.database = 'postgresql';
    const robots = await list(`${ACME}/robots?token=false`);
    quay.sandbox.quay.settings.database = 'mysql';
    assert.equal(robots[0]?.name, 'acme-platform+spare');
    assert.equal(robots[1]?.name, 'acme-platform+ci');
  });

  it('row 9: a listing has every token in clear by default', async () => {
    const robots = await list(`${ACME}/robots`);
    assert.ok(robots.length >= 2);
    for (const robot of robots) {
      assert.match(robot.token ?? '', T64);
    }
  });

  for (const word of ['false', 'False', 'FALSE', '0', '', 'null']) {
    it(`row 9: token=${word} means no tokens`, async () => {
      const robots = await list(`${ACME}/robots?token=${word}`);
      assert.ok(robots.every((robot) => !('token' in robot)));
    });
  }

  it('row 9: any other word means tokens', async () => {
    const robots = await list(`${ACME}/robots?token=no`);
    assert.ok(robots.every((robot) => robot.token !== undefined));
  });

  it('row 10: a listing with permissions', async () => {
    const [ci] = await list(`${ACME}/robots?permissions=true&token=false`);
    assert.deepEqual(
      ci?.teams?.map(({ name }) => name),
      ['builders'],
    );
    assert.deepEqual(ci.repositories, ['api', 'web']);
  });

  it('row 10: a limit counts joined rows', async () => {
    const robots = await list(`${ACME}/robots?permissions=true&token=false&limit=1`);
    assert.equal(robots.length, 1);
    assert.deepEqual(robots[0]?.repositories, ['api']);
    const plain = await list(`${ACME}/robots?token=false&limit=2`);
    assert.equal(plain.length, 2);
  });

  it('row 11: a plain member sees no tokens, and robots of a look-alike organization', async () => {
    const robots = await list('/api/v1/organization/my_org/robots?permissions=true');
    assert.deepEqual(robots.map(({ name }) => name).sort(), ['my-org+x', 'my_org+builder']);
    assert.ok(robots.every((robot) => !('token' in robot) && !('teams' in robot)));
  });

  it('row 11: repo:create passes as membership, without tokens', async () => {
    const robots = await list(`${ACME}/robots`, quay.sandbox.quay.tokens.repoCreate.secret);
    assert.ok(robots.length > 0);
    assert.ok(robots.every((robot) => !('token' in robot)));
  });

  it('row 12: strangers and tokens without the scope are refused', async () => {
    const { readOnly, repoRead, userAdmin } = quay.sandbox.quay.tokens;
    const attempts = [
      quay.call('GET', '/api/v1/organization/stranger/robots'),
      quay.call('GET', '/api/v1/organization/nope/robots'),
      ...[readOnly, repoRead, userAdmin].map(({ secret }) =>
        quay.call('GET', `${ACME}/robots`, { bearer: secret }),
      ),
    ];
    for (const answer of await Promise.all(attempts)) {
      assert.equal(answer.status, 403);
      assert.deepEqual(answer.json(), e1(origin, 'insufficient_scope', 403, 'Unauthorized'));
    }
    const anonymous = await quay.bare('GET', `${ACME}/robots`);
    assert.equal(anonymous.status, 401);
  });

  it('row 13: a limit that is no number', async () => {
    const answer = await quay.call('GET', `${ACME}/robots?limit=abc`);
    assert.equal(answer.status, 400);
    assert.deepEqual(answer.json(), {
      message: { limit: 'If specified, the number of robots to return.' },
    });
  });

  it('row 14: one robot, with its token', async () => {
    const answer = await quay.call('GET', `${ACME}/robots/ci`);
    assert.equal(answer.status, 200);
    const { token, ...robot } = answer.json() as { token: string };
    assert.match(token, T64);
    assert.deepEqual(robot, {
      name: 'acme-platform+ci',
      created: 'Fri, 10 May 2024 17:46:02 -0000',
      last_accessed: 'Mon, 03 Aug 2026 08:15:30 -0000',
      description: 'CI pushes',
      unstructured_metadata: {},
    });
  });

  for (const [method, path] of [
    ['GET', 'ghost'],
    ['DELETE', 'ghost'],
    ['POST', 'ghost/regenerate'],
    ['GET', 'acme-platform%2Bci'],
    ['GET', 'CI'],
  ] as const) {
    it(`row 15: ${method} ${path} is 400, never 404`, async () => {
      const answer = await quay.call(method, `${ACME}/robots/${path}`);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.json(), ROBOT_MISSING);
    });
  }

  it('row 16: a robot is created', async () => {
    const metadata = { owner: 'sre' };
    const answer = await quay.call('PUT', `${ACME}/robots/deploy`, {
      json: { description: 'prod deploys', unstructured_metadata: metadata },
    });
    assert.equal(answer.status, 201);
    const { token, ...robot } = answer.json() as { token: string };
    assert.match(token, T64);
    assert.deepEqual(robot, {
      name: 'acme-platform+deploy',
      created: 'Fri, 21 Aug 2026 10:00:00 -0000',
      last_accessed: null,
      description: 'prod deploys',
      unstructured_metadata: metadata,
    });
  });

  it('row 16: without a body, metadata is null now and {} later', async () => {
    const created = await quay.call('PUT', `${ACME}/robots/bare`);
    assert.equal(created.status, 201);
    const robot = created.json() as Record<string, unknown>;
    assert.equal(robot['description'], '');
    assert.equal(robot['unstructured_metadata'], null);
    const read = await quay.call('GET', `${ACME}/robots/bare`);
    assert.deepEqual((read.json() as Record<string, unknown>)['unstructured_metadata'], {});
  });

  it('row 16: a body that does not say it is JSON is ignored', async () => {
    const answer = await quay.call('PUT', `${ACME}/robots/silent`, {
      body: JSON.stringify({ description: 'lost' }),
      headers: { 'Content-Type': 'text/plain' },
    });
    assert.equal(answer.status, 201);
    assert.equal((answer.json() as Record<string, unknown>)['description'], '');
  });

  it('row 16: a description that is too long or no text', async () => {
    for (const description of ['x'.repeat(256), 7]) {
      const answer = await quay.call('PUT', `${ACME}/robots/long`, { json: { description } });
      assert.equal(answer.status, 400);
      assert.equal((answer.json() as Record<string, unknown>)['error_type'], 'invalid_request');
    }
  });

  it('row 17: a robot that exists', async () => {
    const answer = await quay.call('PUT', `${ACME}/robots/ci`, { json: {} });
    assert.equal(answer.status, 400);
    const detail = 'Existing robot with name: acme-platform+ci';
    assert.deepEqual(answer.json(), e1(origin, 'invalid_request', 400, detail));
  });

  it('row 17: before 3.11 as a bare message', async () => {
    quay.sandbox.quay.settings.version = '3.10.4';
    const answer = await quay.call('PUT', `${ACME}/robots/ci`, { json: {} });
    quay.sandbox.quay.settings.version = '3.18.0';
    assert.deepEqual(answer.json(), { message: 'Existing robot with name: acme-platform+ci' });
  });

  for (const name of ['Bad_Name', 'a__b', '-a', 'a+b', 'sp%20ace']) {
    it(`row 18: the name ${name}`, async () => {
      const answer = await quay.call('PUT', `${ACME}/robots/${name}`, { json: {} });
      assert.equal(answer.status, 400);
      const detail =
        `The name for the robot '${decodeURIComponent(name)}' is invalid: Namespace must ` +
        'match expression ^([a-z0-9]+(?:[._-][a-z0-9]+)*)$';
      assert.deepEqual(answer.json(), e1(origin, 'invalid_request', 400, detail));
    });
  }

  it('row 18: names of wrong length', async () => {
    for (const name of ['a', 'a'.repeat(256)]) {
      const answer = await quay.call('PUT', `${ACME}/robots/${name}`);
      assert.equal(answer.status, 400);
      assert.match(answer.text, /between 2 and 255 characters in length/);
    }
    const full = await quay.call('PUT', `${ACME}/robots/${'a'.repeat(242)}`);
    assert.equal(full.status, 400);
    assert.deepEqual(Object.keys(full.json() as object), ['message']);
  });

  it('row 19: ROBOTS_DISALLOW stops creation, not regeneration', async () => {
    quay.sandbox.quay.settings.robotsDisallow = true;
    const created = await quay.call('PUT', `${ACME}/robots/never`, { json: {} });
    const regenerated = await quay.call('POST', `${ACME}/robots/release/regenerate`);
    const config = await quay.bare('GET', '/config');
    quay.sandbox.quay.settings.robotsDisallow = false;
    assert.equal(created.status, 400);
    const detail = 'Robot accounts have been disabled. Please contact your administrator.';
    assert.deepEqual(created.json(), e1(origin, 'invalid_request', 400, detail));
    assert.equal(regenerated.status, 200);
    assert.match(config.text, /"ROBOTS_DISALLOW":true/);
  });

  it('row 20: regenerate makes a new token; the old one logs in no more', async () => {
    await quay.call('PUT', `${ACME}/robots/rotated`, { json: { description: 'turns' } });
    const before = await quay.call('GET', `${ACME}/robots/rotated`);
    const old = (before.json() as { token: string }).token;
    const answer = await quay.call('POST', `${ACME}/robots/rotated/regenerate`);
    assert.equal(answer.status, 200);
    const { token, ...robot } = answer.json() as { token: string };
    assert.match(token, T64);
    assert.notEqual(token, old);
    assert.deepEqual(robot, {
      name: 'acme-platform+rotated',
      created: 'Fri, 21 Aug 2026 10:00:00 -0000',
      last_accessed: null,
      description: 'turns',
    });
    const login = (secret: string): Promise<{ status: number }> =>
      quay.bare('GET', '/v2/auth', { basic: `acme-platform+rotated:${secret}` });
    assert.equal((await login(old)).status, 401);
    assert.equal((await login(token)).status, 200);
    const logs = await quay.call('GET', `${ACME}/logs`);
    assert.match(
      logs.text,
      /"kind":"regenerate_robot_token","metadata":{"robot":"rotated","oauth_token_id":2,/,
    );
  });

  it('row 21: delete, except a robot that mirrors', async () => {
    await quay.call('PUT', `${ACME}/robots/short-lived`);
    const answer = await quay.call('DELETE', `${ACME}/robots/short-lived`);
    assert.equal(answer.status, 204);
    assert.equal(answer.text, '');
    assert.equal((await quay.call('GET', `${ACME}/robots/short-lived`)).status, 400);
    quay.sandbox.quay.settings.mirroringRobots = ['acme-platform+mirror'];
    const mirror = await quay.call('DELETE', `${ACME}/robots/mirror`);
    assert.equal(mirror.status, 400);
    const detail = 'Robot is being used by a mirror';
    assert.deepEqual(mirror.json(), e1(origin, 'invalid_request', 400, detail));
  });

  it('row 22: a dead token looks like a CSRF problem on everything but GET', async () => {
    const credentials = [
      { bearer: quay.sandbox.quay.tokens.expired.secret },
      { bearer: 'x'.repeat(40) },
      { basic: 'dana:secret' },
      {},
    ];
    for (const credential of credentials) {
      for (const [method, path] of [
        ['PUT', 'new-one'],
        ['POST', 'ci/regenerate'],
        ['DELETE', 'spare'],
      ] as const) {
        const answer = await quay.bare(method, `${ACME}/robots/${path}`, credential);
        assert.equal(answer.status, 403);
        assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
        assert.equal(answer.text, '{"error": "CSRF token was invalid or missing."}');
      }
    }
  });

  it('row 23: read-only mode', async () => {
    quay.sandbox.quay.settings.readOnly = true;
    const write = await quay.call('DELETE', `${ACME}/robots/spare`);
    const read = await quay.call('GET', `${ACME}/robots/spare`);
    const dead = await quay.bare('DELETE', `${ACME}/robots/spare`);
    const push = await quay.bare('PUT', '/v2/acme-platform/api/manifests/latest');
    const config = await quay.bare('GET', '/config');
    quay.sandbox.quay.settings.readOnly = false;
    assert.equal(write.status, 503);
    const { message, is_readonly: flag } = write.json() as Record<string, unknown>;
    assert.match(String(message), /^System is currently read-only\. /);
    assert.equal(flag, true);
    assert.equal(read.status, 200);
    assert.equal(dead.status, 403);
    assert.equal(push.status, 405);
    assert.match(push.text, /"code":"DENIED".*"is_readonly":true/);
    assert.match(config.text, /"registry_state":"readonly"/);
  });

  it('row 24: direct grants need both scopes', async () => {
    const path = `${ACME}/robots/ci/permissions`;
    const answer = await quay.call('GET', path);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), {
      permissions: [
        { repository: { name: 'api', is_public: false }, role: 'write' },
        { repository: { name: 'web', is_public: false }, role: 'read' },
      ],
    });
    const { orgAdmin, userAdmin } = quay.sandbox.quay.tokens;
    const noUser = await quay.call('GET', path, { bearer: orgAdmin.secret });
    assert.equal(noUser.status, 403);
    assert.deepEqual(noUser.json(), e1(origin, 'insufficient_scope', 403, 'Unauthorized'));
    const noOrg = await quay.call('GET', path, { bearer: userAdmin.secret });
    assert.equal(noOrg.status, 403);
    assert.match(
      String((noOrg.json() as { message: unknown }).message),
      /^You don't have the permission to access/,
    );
  });
});
