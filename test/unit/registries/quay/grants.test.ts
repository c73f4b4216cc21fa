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
