import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { arrange } from '../../../../src/ui/tree/arrange.ts';
import { Bench, never, now, walk } from './support.ts';
import { collect } from '../collect.ts';

const day = 86_400;

describe('the rows of a platform', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ jfrog: { contextPath: '/corp/jfrog' } });
  });
  after(() => bench[Symbol.asyncDispose]());

  it('are the own tokens for somebody who is no admin', async () => {
    const rows = await collect(bench.registry(bench.jfrog.tokens.user).roots(never));
    assert.deepEqual(
      rows.map(({ label, description, can }) => [label, description, can]),
      [['My tokens', 'bob', ['issue']]],
    );
    assert.match(rows[0]?.blocked?.['pair'] ?? '', /Only admins/);
  });

  it('are everybody’s by user for an admin', async () => {
    const registry = bench.registry();
    const rows = await collect(registry.roots(never));
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['My tokens', 'All users', 'Pairing tokens'],
    );
    const users = await collect(registry.children(await walk(registry, 'All users'), never));
    assert.deepEqual(
      users.map(({ label, description }) => [label, description]),
      [
        ['ada', '1 token'],
        ['bob', '3 tokens'],
        ['svc/ci', '2 tokens'],
      ],
    );
  });

  it('show description, scope, last use and end, sorted by name', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'All users', 'bob');
    const tokens = await collect(registry.children(row, never));
    assert.deepEqual(
      tokens.map(({ label }) => label.replace(/ [0-9a-f]{8}$/, '')),
      ['editor', 'laptop', 'bob'],
    );
    const laptop = tokens[1];
    assert.ok(laptop?.token);
    assert.match(laptop.description ?? '', /^user · used 2026-08-21 · refreshable$/);
    assert.deepEqual(laptop.lifetime, { kind: 'until', at: now + 30 * day * 1000 });
    assert.deepEqual(laptop.can, ['verify', 'revoke', 'refresh']);
    assert.equal(laptop.token.loginName, 'bob');
    assert.equal(laptop.token.registryHost, bench.jfrog.host);
  });

  it('can be sorted by name, last use, issue and end', async () => {
    bench.jfrog.tokens.user.lastUsed = now / 1000 - 7200;
    const registry = bench.registry();
    const bob = await walk(registry, 'All users', 'bob');
    const rows = await collect(registry.children(bob, never));
    assert.deepEqual(
      bob.orders?.map(({ id, first }) => [id, first]),
      [
        ['name', 'ascending'],
        ['lastUsed', 'descending'],
        ['issued', 'descending'],
        ['ends', 'ascending'],
      ],
    );
    for (const [by, descending, labels] of [
      ['name', true, ['laptop', 'editor', 'bob']],
      ['lastUsed', true, ['laptop', 'editor', 'bob']],
      ['issued', true, ['bob', 'editor', 'laptop']],
      ['ends', false, ['bob', 'laptop', 'editor']],
    ] as const) {
      const order = bob.orders.find(({ id }) => id === by);
      assert.ok(order);
      const found = await arrange(rows, { order, descending });
      assert.deepEqual(
        found.map(({ label }) => label.replace(/ [0-9a-f]{8}$/, '')),
        labels,
        by,
      );
    }
    const service = await walk(registry, 'All users', 'svc/ci', 'nightly build');
    assert.equal(service.sortKeys?.['ends'], Infinity);
    const users = await walk(registry, 'All users');
    assert.deepEqual(
      users.orders?.map(({ id }) => id),
      ['name', 'count'],
    );
  });

  it('say that an older server does not tell the scope', async () => {
    bench.jfrog.settings.listsScope = false;
    const row = await walk(bench.registry(), 'My tokens', 'editor');
    assert.ok(row.details?.some(({ value }) => value === 'this server does not say'));
    bench.jfrog.settings.listsScope = true;
  });

  it('mark the token that signed this account in', async () => {
    const row = await walk(bench.registry(), 'My tokens', 'editor');
    assert.match(row.description ?? '', /^this sign-in · /);
  });

  it('bear with tokens of another platform, which cannot be refreshed or revoked', async () => {
    const { world } = bench.jfrog;
    const token = world.issue({ username: 'ada', description: 'foreign', refreshable: true });
    world.tokens.set(token.id, { ...token, issuer: 'jfac@elsewhere' });
    const row = await walk(bench.registry(), 'My tokens', 'foreign');
    assert.deepEqual(row.can, ['verify']);
    assert.match(row.blocked?.revoke ?? '', /Another platform issued it/);
    world.tokens.delete(token.id);
  });

  it('tell times by this machine’s clock when the server’s is ahead', async () => {
    bench.jfrog.settings.dateSkew = 600;
    const row = await walk(bench.registry(), 'All users', 'bob', 'laptop');
    assert.deepEqual(row.lifetime, { kind: 'until', at: now + 30 * day * 1000 - 600_000 });
    bench.jfrog.settings.dateSkew = 0;
  });

  it('take milliseconds for what they are', async () => {
    const { world } = bench.jfrog;
    const token = world.issue({ username: 'ada', description: 'odd', lifetime: day });
    world.tokens.set(token.id, {
      ...token,
      issuedAt: token.issuedAt * 1000,
      expiry: (token.expiry ?? 0) * 1000,
    });
    const row = await walk(bench.registry(), 'My tokens', 'odd');
    assert.deepEqual(row.lifetime, { kind: 'until', at: now + day * 1000 });
    world.tokens.delete(token.id);
  });
});

describe('a user with thousands of tokens', () => {
  it('is listed with one request, in pages', async () => {
    await using bench = await Bench.start({ jfrog: { manyTokens: { ada: 3000 } } });
    const registry = bench.registry();
    const row = await walk(registry, 'My tokens');
    bench.requests();
    const pages: number[] = [];
    for await (const page of registry.children(row, never)) pages.push(page.length);
    assert.equal(
      pages.reduce((sum, length) => sum + length, 0),
      3001,
    );
    assert.equal(pages[0], 250);
    assert.equal(bench.requests().length, 1);
  });
});
