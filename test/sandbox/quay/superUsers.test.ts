import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Answer } from '../client.ts';
import { startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

const HIDDEN = '/api/v1/organization/stranger/robots/hidden';
const ALL = '/api/v1/superuser/organizations/';

describe('Quay: super users', () => {
  let quay: Harness;
  let bearer: string;
  before(async () => {
    quay = await startHarness();
    const { tokens, world } = quay.sandbox.quay;
    const scopes = ['super:user', 'org:admin', 'user:read'] as const;
    bearer = world.addApiToken({ user: 'dana', clientId: tokens.full.clientId, scopes }).secret;
  });
  after(() => quay.sandbox.close());
  beforeEach(() => {
    const { settings } = quay.sandbox.quay;
    settings.superUsers = [];
    settings.globalReadOnlySuperUsers = [];
    settings.superUsersFullAccess = false;
  });

  const call = (method: string, path: string): Promise<Answer> =>
    quay.bare(method, path, { bearer });
  const statuses = async (...paths: readonly string[]): Promise<number[]> =>
    Promise.all(paths.map(async (path) => (await call('GET', path)).status));

  it('see all organizations, a limited number a page, and nothing else by that', async () => {
    assert.equal((await call('GET', ALL)).status, 403);
    quay.sandbox.quay.settings.superUsers = ['dana'];
    assert.deepEqual(await statuses(ALL, `${ALL}?limit=101`, HIDDEN), [200, 400, 403]);
    const first = (await call('GET', `${ALL}?limit=2`)).json() as { next_page: string };
    assert.match(
      (await call('GET', `${ALL}?limit=2&next_page=${first.next_page}`)).text,
      /stranger/,
    );
    assert.match((await call('GET', '/api/v1/user/')).text, /"super_user":true/);
    assert.equal((await quay.call('GET', ALL)).status, 403);
  });

  it('with full access read and create anywhere', async () => {
    Object.assign(quay.sandbox.quay.settings, { superUsers: ['dana'], superUsersFullAccess: true });
    assert.deepEqual(await statuses(HIDDEN, '/api/v1/superuser/apptokens'), [200, 200]);
    assert.equal((await call('PUT', '/api/v1/organization/stranger/robots/made')).status, 201);
  });

  it('that may only look get tokens, without the scope, and change nothing', async () => {
    quay.sandbox.quay.settings.globalReadOnlySuperUsers = ['dana'];
    assert.match((await call('GET', HIDDEN)).text, /"token":"[A-Z0-9]{64}"/);
    assert.equal((await quay.call('GET', '/api/v1/superuser/apptokens')).status, 200);
    assert.equal((await call('DELETE', HIDDEN)).status, 403);
  });
});
