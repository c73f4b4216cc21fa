import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { collect } from '../collect.ts';
import { Bench, never } from './support.ts';

describe('who is taken for an administrator', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const isAdmin = async (wish: Parameters<Bench['jfrog']['world']['issue']>[0]) => {
    const registry = bench.registry(bench.jfrog.world.issue(wish));
    const rows = await collect(registry.roots(never));
    return rows.some(({ label }) => label === 'All users');
  };

  it('is who may do what only administrators may, with a token for Access alone as well', async () => {
    assert.equal(await isAdmin({ username: 'ada' }), true);
    assert.equal(await isAdmin({ username: 'ada', audience: 'jfac@*' }), true);
    assert.equal(await isAdmin({ username: 'bob', scope: 'applied-permissions/admin' }), true);
  });

  it('is nobody else', async () => {
    assert.equal(await isAdmin({ username: 'bob' }), false);
    assert.equal(await isAdmin({ username: 'bob', audience: 'jfac@*' }), false);
    const readers = 'applied-permissions/groups:readers';
    assert.equal(await isAdmin({ username: 'ada', scope: readers }), false);
  });

  it('is not who can merely read the root certificate', async () => {
    bench.jfrog.settings.certificateFor = 'everybody';
    try {
      assert.equal(await isAdmin({ username: 'bob' }), false);
      const registry = bench.registry(bench.jfrog.tokens.user);
      assert.ok(await registry.keys?.(never));
    } finally {
      bench.jfrog.settings.certificateFor = 'admins';
    }
  });

  it('is not who reads the users by a scope of the system', async () => {
    const scope = 'applied-permissions/user system:identities:r';
    bench.requests();
    assert.equal(await isAdmin({ username: 'bob', audience: 'jfac@*', scope }), false);
    assert.ok(!bench.requests().some((request) => request.includes('/v2/users')));
  });

  it('is not told by a page of somebody in front', async () => {
    for (const path of ['*/system/service_id', '*/v2/users*']) {
      bench.jfrog.faults.add({ kind: 'login-page', path });
    }
    assert.equal(await isAdmin({ username: 'bob' }), false);
  });
});
