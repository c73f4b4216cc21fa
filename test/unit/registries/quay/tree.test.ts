import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Item } from '../../../../src/registries/contract/item.ts';
import { Bench, never, now, walk } from './support.ts';
import { arrange } from '../../../../src/ui/tree/arrange.ts';
import { collect } from '../collect.ts';

const labels = (items: readonly Item[]) => items.map(({ label }) => label);

describe('rows of a Quay account', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  it('begin with the own namespace and end with the tokens of the user', async () => {
    const roots = await collect(bench.registry().roots(never));
    assert.deepEqual(
      roots.map(({ type, label, description }) => [type, label, description]),
      [
        ['user', 'dana', 'you'],
        ['organization', 'acme-platform', 'admin'],
        ['organization', 'my_org', 'member'],
        ['group', 'App tokens', undefined],
        ['group', 'API tokens', undefined],
        ['group', 'Repositories', undefined],
      ],
    );
    assert.equal(new Set(roots.map(({ path }) => path.join('/'))).size, roots.length);
  });

  it('do not claim a role that the token cannot tell', async () => {
    const roots = await collect(bench.registry(bench.quay.tokens.readOnly).roots(never));
    assert.deepEqual(
      roots.map(({ description }) => description),
      ['you', undefined, undefined, undefined, undefined, undefined],
    );
    assert.deepEqual(roots[1]?.can, ['createRobot', 'setDefaults']);
  });

  it('list robots by name with one request and without tokens', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    bench.requests();
    const robots = await collect(registry.children(acme, never));
    assert.deepEqual(labels(robots), ['ci', 'mirror', 'release', 'spare']);
    assert.deepEqual(bench.requests(), [
      'GET /api/v1/organization/acme-platform/robots?permissions=false&token=false',
    ]);
  });

  it('can be sorted by last use, those that were never used the longest ago', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    const rows = await collect(registry.children(acme, never));
    const longestAgo = async (list: Item, items: readonly Item[]) => {
      const order = list.orders?.find(({ id }) => id === 'lastUsed');
      assert.ok(order);
      return labels(await arrange(items, { order, descending: false }));
    };
    assert.deepEqual(await longestAgo(acme, rows), ['spare', 'release', 'mirror', 'ci']);
    const apps = await walk(registry, 'App tokens');
    const tokens = await collect(registry.children(apps, never));
    assert.equal((await longestAgo(apps, tokens)).length, tokens.length);
    assert.deepEqual(
      apps.orders?.map(({ id }) => id),
      Object.keys(tokens[0]?.sortKeys ?? {}),
    );
  });

  it('tell of a robot when it was used last, and what its token is good for', async () => {
    const registry = bench.registry();
    const [ci, , , spare] = await collect(
      registry.children(await walk(registry, 'acme-platform'), never),
    );
    assert.equal(ci?.description, 'used 2026-08-03');
    assert.equal(spare?.description, 'no use recorded');
    assert.deepEqual(ci.token, {
      id: 'account-1/robot:acme-platform+ci',
      accountId: 'account-1',
      type: 'robot',
      label: 'acme-platform+ci',
      subject: 'acme-platform+ci',
      loginName: 'acme-platform+ci',
      registryHost: bench.quay.hostname,
      scope: [],
      lifetime: { kind: 'never' },
      path: ['organization:acme-platform', 'robot:ci', 'token'],
    });
    assert.deepEqual((await registry.details(ci, never)).slice(0, 4), [
      { label: 'Robot', value: 'acme-platform+ci' },
      { label: 'Description', value: 'CI pushes' },
      { label: 'Created', value: { instant: Date.UTC(2024, 4, 10, 17, 46, 2) } },
      { label: 'Last used', value: { instant: Date.UTC(2026, 7, 3, 8, 15, 30) } },
    ]);
  });

  it('leave out robots of organizations whose name only matches the pattern', async () => {
    const registry = bench.registry();
    const robots = await collect(registry.children(await walk(registry, 'my_org'), never));
    assert.deepEqual(labels(robots), ['builder']);
  });

  it('offer a plain member permissions, since the admin of a repository sets them', async () => {
    const registry = bench.registry();
    const organization = await walk(registry, 'my_org');
    const reason =
      'Only an admin of my_org whose API token has the scope org:admin may read or change its robots.';
    assert.deepEqual(organization.can, []);
    assert.equal(organization.blocked?.createRobot, reason);
    const [robot] = await collect(registry.children(organization, never));
    assert.deepEqual(robot?.can, ['setPermissions']);
    assert.deepEqual(Object.keys(robot.blocked ?? {}).sort(), [
      'addIssuer',
      'delete',
      'exchange',
      'fetch',
      'makeKeyless',
      'regenerate',
      'removeIssuer',
      'rotate',
      'setTeams',
      'verify',
    ]);
    assert.equal(robot.blocked?.fetch, reason);
  });

  it('below a robot cost no request', async () => {
    const registry = bench.registry();
    const ci = await walk(registry, 'acme-platform', 'ci');
    bench.requests();
    const rows = await collect(registry.children(ci, never));
    assert.deepEqual(labels(rows), [
      'Robot token',
      'Repositories',
      'Trusted issuers',
      'Recent activity',
    ]);
    assert.deepEqual(bench.requests(), []);
    assert.deepEqual(rows[0]?.lifetime, { kind: 'never' });
    assert.deepEqual(rows[0].token, ci.token);
    assert.deepEqual(rows[0].token?.path, rows[0].path);
  });

  it('show where a robot may read and write', async () => {
    const registry = bench.registry();
    const group = await walk(registry, 'acme-platform', 'ci', 'Repositories');
    const rows = await collect(registry.children(group, never));
    assert.deepEqual(
      rows.map(({ label, description, type }) => [label, description, type]),
      [
        ['acme-platform/api', 'write', 'permission'],
        ['acme-platform/web', 'read', 'permission'],
      ],
    );
  });

  it('show whom a robot trusts', async () => {
    const registry = bench.registry();
    const group = await walk(registry, 'acme-platform', 'ci', 'Trusted issuers');
    const rows = await collect(registry.children(group, never));
    assert.deepEqual(
      rows.map(({ label, description, can }) => [label, description, can]),
      [
        [
          'https://token.actions.example.test',
          'repo:acme/api:ref:refs/heads/main',
          ['removeIssuer'],
        ],
        [bench.sandbox.oidc.issuer, 'repo:acme/sandbox:ref:refs/heads/main', ['removeIssuer']],
      ],
    );
  });

  it('list app tokens by title with their end', async () => {
    const registry = bench.registry();
    const rows = await collect(registry.children(await walk(registry, 'App tokens'), never));
    const hour = 3_600_000;
    assert.deepEqual(
      rows.map(({ label, lifetime, can }) => [label, lifetime, can]),
      [
        ['laptop', { kind: 'never' }, ['fetch', 'verify', 'revoke']],
        ['old desktop', { kind: 'until', at: now - 2 * hour }, ['revoke']],
        ['workshop', { kind: 'until', at: now + 20 * hour }, ['fetch', 'verify', 'revoke']],
      ],
    );
    assert.equal(rows[1]?.blocked?.fetch, 'It has expired, so it can no longer be read.');
    assert.equal(rows[0]?.token?.loginName, '$app');
    assert.equal(rows[0].token.subject, 'dana');
  });

  it('have paths that are unique below an account', async () => {
    const registry = bench.registry(bench.quay.tokens.everything);
    const paths: string[] = [];
    const visit = async (item: Item): Promise<void> => {
      paths.push(JSON.stringify(item.path));
      if (!item.hasChildren) return;
      for (const child of await collect(registry.children(item, never))) {
        assert.deepEqual(child.path.slice(0, -1), item.path);
        await visit(child);
      }
    };
    const roots = await collect(registry.roots(never));
    for (const item of roots.filter(({ label }) => label !== 'my_org')) await visit(item);
    assert.equal(new Set(paths).size, paths.length);
    assert(paths.length > 20);
  });

  it('say in the tooltip where a robot may read and write', async () => {
    const registry = bench.registry();
    const ci = await walk(registry, 'acme-platform', 'ci');
    assert.deepEqual((await registry.details(ci, never)).at(-1), {
      label: 'Repositories',
      value: 'api (write), web (read)',
    });
    const spare = await walk(registry, 'acme-platform', 'spare');
    assert.deepEqual((await registry.details(spare, never)).at(-1), {
      label: 'Repositories',
      value: 'none given directly; teams may give some',
    });
  });

  it('say in the tooltip what is missing to know it', async () => {
    const everything = bench.registry();
    const ci = await walk(everything, 'acme-platform', 'ci');
    const told = await bench.registry(bench.quay.tokens.orgAdmin).details(ci, never);
    assert.deepEqual(told.at(-1), {
      label: 'Repositories',
      value:
        'Where a robot of acme-platform may read or write is shown only to an API token with both scopes, user:admin and org:admin; this one lacks user:admin.',
    });
  });
});
