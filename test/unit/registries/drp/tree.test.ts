import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pageSize } from '../../../../src/registries/drp/client/drp-client.ts';
import type { Page } from '../../../../src/registries/contract/page.ts';
import { AWKWARD_USER } from '../../../sandbox/drp/fixture.ts';
import { NEWEST } from '../../../sandbox/drp/version.ts';
import { Bench, issue, issuedOf, never, userItem } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';

let bench: Bench;
before(async () => {
  bench = await Bench.start({}, 2_000);
});
after(() => bench[Symbol.asyncDispose]());

describe('the rows of an account', () => {
  it('are all users with their roles, by name', async () => {
    const items = await collect(bench.registry('alice').roots(never));
    assert.equal(items.length, bench.drp.world.users.size);
    const labels = items.map(({ label }) => label);
    assert.deepEqual(labels, [...labels].sort());
    assert.equal(items.find(({ label }) => label === 'alice')?.description, 'you · operator · CI');
    assert.equal(items.find(({ label }) => label === 'bob')?.description, 'readonly');
    assert(items.every(({ can }) => can.includes('issue') && can.includes('revoke')));
  });

  it('come in pages, only as far as somebody looks', async () => {
    const pages = bench.registry().roots(never)[Symbol.asyncIterator]();
    bench.requests();
    const first = await pages.next();
    const page = first.value as Page<unknown>;
    assert.equal(page.length, pageSize);
    assert.equal(page.total, bench.drp.world.users.size, 'Load More tells how many are left');
    assert.equal(bench.requests().filter((request) => request.includes('/users?')).length, 1);
    await pages.return?.();
    const all = await collect(bench.registry().roots(never));
    const asked = bench.requests().filter((request) => request.includes('/users?'));
    assert.equal(asked.length, Math.ceil(all.length / pageSize));
  });

  it('need no header that an older server leaves out', async () => {
    for (const mode of ['v35', 'v39', 'v313', 'kb'] as const) {
      bench.drp.settings.version = NEWEST[mode];
      const items = await collect(bench.registry().roots(never));
      assert.equal(items.length, bench.drp.world.users.size, mode);
    }
    bench.drp.settings.version = '4.11.5';
  });

  it('hold no secret of a user', async () => {
    const text = JSON.stringify(await collect(bench.registry().roots(never)));
    for (const { secret, password } of bench.drp.world.users.values()) {
      assert.equal(text.includes(secret), false);
      assert.equal(text.includes(password), false);
    }
  });

  it('are the own user alone, and why, for who may not list: an empty list is no answer', async () => {
    const items = await collect(bench.registry('bob').roots(never));
    assert.deepEqual(
      items.map(({ label, type }) => [label, type]),
      [
        ['bob', 'user'],
        ['Other users are not shown', 'note'],
      ],
    );
    assert.match(items[1]?.description ?? '', /users:list/);
  });

  it('are the own user even for a token that may not read it', async () => {
    bench.drp.settings.version = '3.5.0';
    const narrowed = issuedOf(
      await issue(bench.registry('bob'), 'bob', { rights: 'claims', claims: ['machines get *'] }),
    );
    const items = await collect(
      bench.registry('bob', { token: narrowed.secrets.token }).roots(never),
    );
    bench.drp.settings.version = '4.11.5';
    assert.equal(items[0]?.label, 'bob');
  });
});

describe('the rows of a user', () => {
  const below = (user: string, registry = bench.registry()) =>
    collect(registry.children(userItem(user), never));

  it('are the roles with what they allow', async () => {
    const items = await below(AWKWARD_USER);
    assert.deepEqual(
      items.map(({ label }) => label),
      ['operator', 'netadmin'],
    );
    assert.match(
      items[1]?.description ?? '',
      /may do everything with all leases, reservations and subnets|may do everything with all subnets, leases and reservations/,
    );
    assert.equal(items[0]?.details?.length, 4);
  });

  it('name roles that cannot be read', async () => {
    const items = await below('bob', bench.registry('bob'));
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [['readonly', 'role']],
    );
  });

  it('are none before 3.9', async () => {
    bench.drp.settings.version = '3.5.0';
    assert.deepEqual(await below('alice'), []);
    bench.drp.settings.version = '4.11.5';
  });

  it('say so when the user is gone', async () => {
    const error = await failure(below('nobody'), 'not-found');
    assert.match(error.message, /no user nobody, or your sign-in may not read it/);
  });
});

describe('a server that misbehaves', () => {
  const roots = () => collect(bench.registry().roots(never));
  it('answers a page', async () => {
    bench.drp.faults.add({ kind: 'login-page', path: '/api/v3/users' });
    await failure(roots(), 'protocol');
  });
  it('answers another shape, whose text is not told', async () => {
    bench.drp.faults.add({ kind: 'wrong-shape', path: '/api/v3/users' });
    await failure(roots(), 'protocol');
  });
  it('answers half', async () => {
    bench.drp.faults.add({ kind: 'truncated-json', path: '/api/v3/users' });
    await failure(roots(), 'protocol');
  });
  it('has too many requests for a moment, and is waited for', async () => {
    bench.drp.faults.add({ kind: 'rate-limit', path: '/api/v3/users' });
    assert.notEqual((await roots()).length, 0);
    assert.equal(bench.timer.waits.length, 1);
  });
  it('answers 502, 500, 429', async () => {
    for (const [status, code] of [
      [502, 'server'],
      [500, 'server'],
    ] as const) {
      bench.drp.faults.add({ kind: 'status', status, path: '/api/v3/users' });
      await failure(roots(), code);
    }
    bench.drp.faults.add({ kind: 'rate-limit', path: '/api/v3/users', times: Infinity });
    await failure(roots(), 'rate-limited');
    bench.drp.faults.clear();
  });
  it('leads elsewhere, where the sign-in does not follow', async () => {
    bench.drp.faults.add({ kind: 'redirect', path: '/api/v3/users' });
    await failure(roots(), 'protocol');
  });
});

describe('copying a token', () => {
  it('offers the command again, without a secret, and forms with it', async () => {
    const registry = bench.registry();
    const { record, secrets } = issuedOf(
      await issue(registry, AWKWARD_USER, { rights: 'everything' }),
    );
    const texts = registry
      .copyForms(record)
      .map((form) => [form.id, form.containsSecret, form.build(secrets)]);
    assert.deepEqual(texts[0], [
      'drpcli',
      false,
      `drpcli -E ${bench.drp.url} users token 'anna lee' ttl 3600`,
    ]);
    for (const [id, containsSecret, text] of texts) {
      assert.equal(String(text).includes(secrets.token.reveal()), containsSecret, String(id));
    }
  });

  it('has no command for a token that drpcli would issue with full rights', async () => {
    const registry = bench.registry();
    const values = { rights: 'roles', roles: ['readonly'] };
    const { record } = issuedOf(await issue(registry, 'alice', values));
    const ids = registry.copyForms(record).map(({ id }) => id);
    assert.equal(ids.includes('drpcli'), false);
    assert(ids.includes('drpcli-token'));
  });

  it('exports what drpcli needs, since it would sign in with its factory’s otherwise', async () => {
    const registry = bench.registry();
    const { record, secrets } = issuedOf(await issue(registry, 'alice', { rights: 'everything' }));
    const form = registry.copyForms(record).find(({ id }) => id === 'exports-sh');
    const token = secrets.token.reveal();
    const lines = `export RS_ENDPOINT='${bench.drp.url}'\nexport RS_TOKEN='${token}'\n`;
    assert.equal(form?.build(secrets), lines);
  });

  it('shows no token again', async () => {
    await failure(bench.registry().fetch(userItem('alice'), never), 'unsupported');
  });
});
