import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';
import { Bench, never, walk } from './support.ts';

const acme = 'acme-platform';

describe('below a repository', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const api = () => walk(bench.registry(), acme, 'ci', 'Repositories', `${acme}/api`);

  it('stands who may what: teams, users and robots', async () => {
    const repository = bench.quay.world.repositories.get(`${acme}/api`);
    assert(repository);
    repository.teamGrants.set('builders', 'read');
    repository.grants.set('erin', 'read');
    const row = await api();
    bench.requests();
    const rows = await collect(bench.registry(bench.quay.tokens.everything).children(row, never));
    assert.deepEqual(bench.requests().toSorted(), [
      `GET /api/v1/organization/${acme}`,
      `GET /api/v1/repository/${acme}/api/permissions/team/`,
      `GET /api/v1/repository/${acme}/api/permissions/user/`,
    ]);
    const seen = rows.map(({ type, label, description }) => [type, label, description]);
    assert.deepEqual(seen.slice(0, 2), [
      ['organization', `Admins of ${acme}`, 'admin'],
      ['organization', 'builders', 'team · read'],
    ]);
    const robots = [
      ['robot', `${acme}+ci`, 'write'],
      ['robot', `${acme}+release`, 'admin'],
    ];
    assert.deepEqual(
      seen.filter(([type]) => type === 'robot'),
      robots,
    );
    assert.deepEqual(
      seen.find(([, label]) => label === 'erin'),
      ['user', 'erin', 'read'],
    );
    assert.ok(rows.every(({ hasChildren, can }) => !hasChildren && can.length === 0));
    assert.equal(new Set(rows.map(({ path }) => path.join('/'))).size, rows.length);
    const [first] = rows;
    assert(first);
    assert.deepEqual(await collect(bench.registry().children(first, never)), []);
    assert.deepEqual(await bench.registry().details(first, never), []);
  });

  it('of any namespace stands the same, and which teams a directory fills', async () => {
    const registry = bench.registry(bench.quay.tokens.everything);
    const { organizations, repositories } = bench.quay.world;
    const builders = organizations.get(acme)?.teams.get('builders');
    assert(builders);
    builders.syncedFrom = 'oidc';
    repositories.get(`${acme}/base`)?.teamGrants.set('builders', 'write');
    const row = await walk(registry, 'Repositories', acme, `${acme}/base`);
    const rows = await collect(registry.children(row, never));
    assert.deepEqual(
      rows.slice(0, 2).map(({ label, description }) => [label, description]),
      [
        [`Admins of ${acme}`, 'admin'],
        ['builders', 'team · write · synced from a directory'],
      ],
    );
    assert.ok(rows.every(({ path }) => path.slice(0, row.path.length).join() === row.path.join()));
    const [first] = rows;
    assert(first);
    assert.deepEqual(await collect(registry.children(first, never)), []);
    const [owner] = await collect(
      registry.children(await walk(registry, 'Repositories', 'dana', 'dana/dotfiles'), never),
    );
    assert.deepEqual([owner?.label, owner?.description], ['dana', 'owner']);
    delete builders.syncedFrom;
  });

  it('are listed in the server’s pages, however many a namespace has', async () => {
    const { world } = bench.quay;
    for (let index = 0; index < 230; index += 1) {
      world.addRepository(acme, `page-${index}`, { dana: 'admin' });
    }
    const registry = bench.registry();
    const group = await walk(registry, 'Repositories', acme);
    bench.requests();
    const sizes: number[] = [];
    const asked: number[] = [];
    for await (const page of registry.children(group, never)) {
      sizes.push(page.length);
      asked.push(bench.requests().length);
    }
    assert.deepEqual(sizes.slice(0, 2), [100, 100]);
    assert.deepEqual([sizes.length, asked], [3, [1, 1, 1]]);
  });

  it('stands why it cannot be told: a scope, or that it is gone', async () => {
    const row = await api();
    const children = (registry = bench.registry(bench.quay.tokens.everything)) =>
      collect(registry.children(row, never));
    const lacks = await failure(children(bench.registry()), 'forbidden');
    assert.match(lacks.message, /^Who may do what with acme-platform\/api .* scope repo:admin\./);
    bench.quay.world.repositories.delete(`${acme}/api`);
    const gone = await failure(children(), 'not-found');
    assert.equal(gone.message, `There is no repository ${acme}/api.`);
  });
});
