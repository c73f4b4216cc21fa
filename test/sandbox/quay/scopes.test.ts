import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FixtureTokens } from './fixture.ts';
import { ACME, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

/** The table of docs/registries/quay.md §1.2: which single scopes let a call pass. */
const TABLE: readonly {
  readonly method: string;
  readonly path: string;
  readonly passes: readonly (keyof FixtureTokens)[];
}[] = [
  { method: 'GET', path: '/api/v1/user/robots', passes: ['full', 'userAdmin'] },
  { method: 'GET', path: '/api/v1/user/robots/laptop', passes: ['full', 'userAdmin'] },
  {
    method: 'POST',
    path: '/api/v1/user/robots/laptop/regenerate',
    passes: ['full', 'userAdmin'],
  },
  { method: 'GET', path: '/api/v1/user/robots/laptop/permissions', passes: ['full', 'userAdmin'] },
  { method: 'GET', path: '/api/v1/user/robots/laptop/federation', passes: ['full', 'userAdmin'] },
  { method: 'GET', path: '/api/v1/user/apptoken', passes: ['full', 'userAdmin'] },
  { method: 'GET', path: `${ACME}/robots`, passes: ['full', 'orgAdmin', 'repoCreate'] },
  { method: 'GET', path: `${ACME}/robots/ci`, passes: ['full', 'orgAdmin'] },
  { method: 'POST', path: `${ACME}/robots/ci/regenerate`, passes: ['full', 'orgAdmin'] },
  { method: 'GET', path: `${ACME}/robots/ci/federation`, passes: ['full', 'orgAdmin'] },
  { method: 'GET', path: `${ACME}/robots/ci/permissions`, passes: ['full'] },
  { method: 'GET', path: '/api/v1/user/', passes: ['full', 'userAdmin', 'readOnly'] },
  { method: 'GET', path: `${ACME}/applications`, passes: ['full', 'orgAdmin'] },
];
const TOKENS = ['full', 'userAdmin', 'orgAdmin', 'repoRead', 'repoCreate', 'readOnly'] as const;

describe('Quay: scopes', () => {
  let quay: Harness;
  before(async () => {
    quay = await startHarness();
  });
  after(() => quay.sandbox.close());

  for (const { method, path, passes } of TABLE) {
    it(`${method} ${path} passes with ${passes.join(', ')} alone`, async () => {
      for (const name of TOKENS) {
        const bearer = quay.sandbox.quay.tokens[name].secret;
        const answer = await quay.bare(method, path, { bearer });
        const expected = passes.includes(name) ? 200 : path === '/api/v1/user/' ? 401 : 403;
        assert.equal(answer.status, expected, name);
      }
    });
  }

  it('setting a permission needs repo:admin', async () => {
    const path = '/api/v1/repository/acme-platform/api/permissions/user/acme-platform%2Bspare';
    const { full, everything } = quay.sandbox.quay.tokens;
    const refused = await quay.bare('PUT', path, {
      bearer: full.secret,
      json: { role: 'read' },
    });
    assert.equal(refused.status, 403);
    const set = await quay.bare('PUT', path, {
      bearer: everything.secret,
      json: { role: 'read' },
    });
    assert.equal(set.status, 200);
    const { role, name, is_robot: isRobot } = set.json() as Record<string, unknown>;
    assert.deepEqual([role, name, isRobot], ['read', 'acme-platform+spare', true]);
    const permissions = await quay.call('GET', `${ACME}/robots/spare/permissions`);
    assert.match(permissions.text, /"name":"api"/);
  });

  it('a robot joins a team with org:admin', async () => {
    const path = `${ACME}/team/builders/members/acme-platform%2Brelease`;
    const answer = await quay.call('PUT', path);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /"invited":false/);
  });

  it('one’s own name passes as an organization for some calls only', async () => {
    const own = '/api/v1/organization/dana/robots';
    assert.equal((await quay.call('GET', own)).status, 200);
    assert.equal((await quay.call('GET', `${own}/laptop/federation`)).status, 200);
    for (const [method, path] of [
      ['GET', `${own}/laptop`],
      ['PUT', `${own}/another`],
      ['POST', `${own}/laptop/regenerate`],
    ] as const) {
      const answer = await quay.call(method, path);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.json(), { message: 'Organization does not exist: dana' });
    }
    assert.equal((await quay.call('DELETE', `${own}/backup`)).status, 204);
  });
});
