import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { collect } from '../collect.ts';
import { Bench, never, run, walk } from './support.ts';

describe('super users', () => {
  let bench: Bench;
  let secret = '';
  before(async () => {
    bench = await Bench.start();
    const { tokens, world } = bench.quay;
    const scopes = ['super:user', 'org:admin', 'user:admin', 'repo:admin'] as const;
    secret = world.addApiToken({ user: 'dana', clientId: tokens.full.clientId, scopes }).secret;
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => {
    const { settings } = bench.quay;
    Object.assign(settings, {
      superUsers: [],
      globalReadOnlySuperUsers: [],
      superUsersFullAccess: false,
    });
    bench.quay.faults.clear();
  });

  const registry = () => bench.registry(secret);
  const rows = () => collect(registry().roots(never));
  const stranger = async () => (await rows()).find(({ label }) => label === 'stranger');

  it('see organizations that they are no members of, and only the names', async () => {
    assert.equal(await stranger(), undefined);
    bench.quay.settings.superUsers = ['dana'];
    const row = await stranger();
    assert.equal(row?.description, 'seen as super user');
    assert.deepEqual([row.hasChildren, row.can], [false, []]);
    assert.match(
      row.blocked?.createRobot ?? '',
      /only where the registry gives them full access\.$/,
    );
    const labels = (await rows()).map(({ label }) => label);
    assert.equal(new Set(labels).size, labels.length);
    assert.ok(!labels.includes('App tokens of all users'));
  });

  it('act anywhere where they have full access, and see the app tokens of all', async () => {
    Object.assign(bench.quay.settings, { superUsers: ['dana'], superUsersFullAccess: true });
    const row = await stranger();
    assert(row);
    const robots = await collect(registry().children(row, never));
    assert.deepEqual(
      robots.map(({ label }) => label),
      ['hidden'],
    );
    await run(registry(), 'createRobot', row, { name: 'made', description: '' });
    assert.ok(bench.quay.world.robots.has('stranger+made'));
    const group = await walk(registry(), 'App tokens of all users');
    const tokens = await collect(registry().children(group, never));
    assert.equal(tokens.length, bench.quay.world.appTokens.size);
    assert.ok(tokens.every(({ can, token }) => can.length === 0 && token === undefined));
    const [first] = tokens;
    assert(first);
    assert.deepEqual(await registry().details(first, never), first.details);
  });

  it('are told what they cannot do where they may only look', async () => {
    bench.quay.settings.globalReadOnlySuperUsers = ['dana'];
    const row = await stranger();
    assert(row);
    assert.equal(row.description, 'seen as read-only super user');
    const reason = 'Global read-only super users may look at stranger but change nothing.';
    assert.equal(row.blocked?.createRobot, reason);
    const opened = registry();
    await collect(opened.roots(never));
    const [robot] = await collect(opened.children(row, never));
    assert.deepEqual(robot?.can, ['fetch', 'verify']);
    for (const action of ['regenerate', 'delete', 'setPermissions', 'addIssuer', 'rotate']) {
      assert.equal(robot.blocked?.[action], reason, action);
    }
    const own = await walk(registry(), 'acme-platform', 'ci');
    assert.ok(own.can.includes('regenerate'));
    // One that has become another sort of super user is so from the next look on.
    const { settings } = bench.quay;
    Object.assign(settings, {
      globalReadOnlySuperUsers: [],
      superUsers: ['dana'],
      superUsersFullAccess: true,
    });
    await collect(opened.roots(never));
    const [acts] = await collect(opened.children(row, never));
    assert.ok(acts?.can.includes('regenerate'));
  });

  it('see them a hundred a page', async () => {
    bench.quay.settings.superUsers = ['dana'];
    const { world } = bench.quay;
    const model = world.organizations.get('stranger');
    assert(model);
    for (let index = 0; index < 150; index += 1) {
      const name = `other-${String(index).padStart(3, '0')}`;
      world.organizations.set(name, { ...model, name });
    }
    bench.requests();
    const pages = registry().roots(never)[Symbol.asyncIterator]();
    await pages.next();
    assert.ok(!bench.requests().some((line) => line.includes('superuser')));
    const labels: string[] = [];
    for (let next = await pages.next(); next.done !== true; next = await pages.next()) {
      labels.push(...next.value.map(({ label }) => label));
    }
    assert.equal(labels.filter((label) => label.startsWith('other-')).length, 150);
    assert.equal(bench.requests().length, 2);
  });

  it('keep their own rows where the registry does not list them', async () => {
    bench.quay.settings.superUsers = ['dana'];
    const path = '/api/v1/superuser/*';
    bench.quay.faults.add({ kind: 'status', status: 503, path, times: Infinity });
    const all = await rows();
    assert.ok(all.some(({ label }) => label === 'acme-platform'));
    const note = all.at(-1);
    assert.deepEqual([note?.label, note?.type], ['Other organizations', 'note']);
    assert.match(note?.description ?? '', /server error/);
  });
});
