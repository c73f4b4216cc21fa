import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ACME, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';
import { isAtLeast } from './settings.ts';

describe('Quay: server behavior around the API', () => {
  let quay: Harness;
  before(async () => {
    quay = await startHarness({ bigOrganizations: { 'big-org': 1_000 } });
  });
  after(() => quay.sandbox.close());

  it('row 40: a rate-limited request gets HTML, no Retry-After, and a closed connection', async () => {
    quay.sandbox.quay.faults.add({ kind: 'rate-limit', path: '/api/*' });
    const answer = await quay.call('GET', `${ACME}/robots`);
    assert.equal(answer.status, 429);
    assert.match(answer.headers['content-type'] ?? '', /^text\/html/);
    assert.equal(answer.headers['retry-after'], undefined);
    assert.equal(answer.headers.connection, 'close');
    assert.equal((await quay.call('GET', `${ACME}/robots`)).status, 200);
  });

  it('every answer of /api closes the connection', async () => {
    for (const path of ['/api/v1/user/', '/api/v1/user', '/api/v1/nothing', `${ACME}/robots`]) {
      assert.equal((await quay.call('GET', path)).headers.connection, 'close');
    }
  });

  it('a browser needs X-Requested-With on GET', async () => {
    const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
    const call = (headers: Record<string, string>): ReturnType<Harness['call']> =>
      quay.call('GET', '/api/v1/user/', { headers });
    const refused = await call({ 'User-Agent': agent });
    assert.equal(refused.status, 400);
    assert.equal(refused.headers['content-type'], 'text/html; charset=utf-8');
    assert.match(refused.text, /^{"error": "API calls must be invoked with an X-Requested-With/);
    const xhr = { 'User-Agent': agent, 'X-Requested-With': 'XMLHttpRequest' };
    assert.equal((await call(xhr)).status, 200);
    assert.equal((await call({ 'User-Agent': 'registry-tokens/0.1' })).status, 200);
  });

  it('a bearer that is a JWT goes to single sign-on', async () => {
    const token = await quay.sandbox.oidc.mint({ sub: 'dana' });
    const answer = await quay.bare('GET', `${ACME}/robots`, { bearer: token });
    assert.equal(answer.status, 401);
    assert.equal(answer.text, `{"error": "Issuer ${quay.sandbox.oidc.issuer} not configured"}`);
  });

  it('a robot cannot call the API', async () => {
    const token = quay.sandbox.quay.world.robots.get('acme-platform+ci')?.token ?? '';
    const basic = await quay.bare('GET', `${ACME}/robots`, {
      basic: `acme-platform+ci:${token}`,
    });
    const bearer = await quay.bare('GET', `${ACME}/robots`, { bearer: token });
    assert.deepEqual([basic.status, bearer.status], [401, 401]);
  });

  it('anonymous access can be off', async () => {
    quay.sandbox.quay.settings.anonymousAccess = false;
    const answer = await quay.bare('GET', ACME);
    quay.sandbox.quay.settings.anonymousAccess = true;
    assert.equal(answer.status, 401);
    assert.match(answer.text, /^{"error": /);
  });

  it('restricted users may not change robots of their own', async () => {
    quay.sandbox.quay.settings.restrictedUsers = true;
    const write = await quay.call('PUT', '/api/v1/user/robots/new-one');
    const read = await quay.call('GET', '/api/v1/user/robots');
    quay.sandbox.quay.settings.restrictedUsers = false;
    assert.deepEqual([write.status, read.status], [403, 200]);
  });

  it('releases bring routes', async () => {
    const routes = {
      org: `${ACME}/robots/ci/federation`,
      user: '/api/v1/user/robots/laptop/federation',
    };
    const { settings } = quay.sandbox.quay;
    const expected = {
      '3.10': [308, 308],
      '3.13': [200, 308],
      '3.17': [200, 308],
      '3.17.2': [200, 200],
      '3.18': [200, 200],
    };
    for (const [version, statuses] of Object.entries(expected)) {
      settings.version = version;
      const org = await quay.call('GET', routes.org);
      const user = await quay.call('GET', routes.user);
      const discovery = await quay.bare('GET', '/api/v1/discovery');
      const { paths } = discovery.json() as { paths: Record<string, unknown> };
      assert.deepEqual([org.status, user.status], statuses, version);
      assert.equal(
        '/api/v1/user/robots/{robot_shortname}/federation' in paths,
        statuses[1] === 200,
      );
    }
    settings.version = '3.18.0';
  });

  it('discovery names scopes and hides internal routes', async () => {
    const answer = await quay.bare('GET', '/api/v1/discovery');
    const { swagger, paths } = answer.json() as {
      swagger: string;
      paths: Record<string, Record<string, { security?: unknown }>>;
    };
    assert.equal(swagger, '2.0');
    assert.deepEqual(paths['/api/v1/organization/{orgname}/robots']?.['get']?.security, [
      { oauth2_implicit: ['org:admin'] },
    ]);
    assert.equal('/api/v1/user/authorizations' in paths, false);
    assert.equal((await quay.call('GET', '/api/v1/user/authorizations')).status, 200);
  });

  it('an organization of many robots comes in one answer', async () => {
    const answer = await quay.call('GET', '/api/v1/organization/big-org/robots?token=false');
    const { robots } = answer.json() as { robots: { name: string }[] };
    assert.equal(robots.length, 1_000);
    assert.equal(new Set(robots.map(({ name }) => name)).size, 1_000);
    assert.notDeepEqual(
      robots,
      robots.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });

  it('a name with other than ASCII letters is a bad request', async () => {
    assert.equal((await quay.call('GET', `${ACME}/robots/${encodeURI('ä')}`)).status, 400);
  });

  it('versions compare by their parts', () => {
    assert.equal(isAtLeast('3.10', '3.9.9'), true);
    assert.equal(isAtLeast('3.17.1', '3.17.2'), false);
    assert.equal(isAtLeast('3.18', '3.17.2'), true);
  });
});
