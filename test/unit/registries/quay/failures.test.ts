import assert from 'node:assert/strict';
import { afterEach, after, before, describe, it } from 'node:test';
import { Bench, never, run, walk } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';

describe('refusals of Quay', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.quay.faults.clear());
  after(() => bench[Symbol.asyncDispose]());

  it('of a dead token are understood on reading and, behind its CSRF words, on changing', async () => {
    const row = await walk(bench.registry(), 'acme-platform');
    const expired = bench.registry(bench.quay.tokens.expired);
    const sentence = `${bench.quay.hostname} refused the API token: it is wrong, has expired or was revoked. Sign in again with a new one.`;
    const reading = await failure(collect(expired.roots(never)), 'sign-in-expired');
    assert.equal(reading.message, sentence);
    assert.equal(reading.status, 401);
    const changing = await failure(
      run(expired, 'createRobot', row, { name: 'x1' }),
      'sign-in-expired',
    );
    assert.equal(changing.message, sentence);
    assert.equal(changing.status, 403);
    assert.equal(changing.repair, 'sign-in');
  });

  it('for want of a scope name it, call by call', async () => {
    const full = bench.registry();
    const acme = await walk(full, 'acme-platform');
    const ci = await walk(full, 'acme-platform', 'ci');
    const repositories = await walk(full, 'acme-platform', 'ci', 'Repositories');
    const dana = await walk(full, 'dana');
    const laptop = await walk(full, 'dana', 'laptop', 'Repositories');
    const apps = await walk(full, 'App tokens');
    const { readOnly, orgAdmin, userAdmin } = bench.quay.tokens;

    const refusals = [
      [readOnly, acme, /^Listing the robots of acme-platform needs the scope org:admin/],
      [readOnly, dana, /need the scope user:admin/],
      [readOnly, apps, /need the scope user:admin/],
      [orgAdmin, repositories, /both scopes, user:admin and org:admin; this one lacks user:admin/],
      [userAdmin, repositories, /org:admin or the role is missing/],
      [orgAdmin, laptop, /need the scope user:admin/],
    ] as const;
    for (const [token, row, sentence] of refusals) {
      const rows = collect(bench.registry(token).children(row, never));
      const error = await failure(rows, 'forbidden');
      assert.match(error.message, sentence);
      assert.equal(error.repair, 'sign-in');
    }
    const fetching = bench.registry(userAdmin).fetch(ci, never);
    assert.equal(
      (await failure(fetching, 'forbidden')).message,
      'This needs the scope org:admin on the API token, and you must be an admin of acme-platform.',
    );
    const creating = run(bench.registry(userAdmin), 'createRobot', acme, { name: 'x1' });
    assert.match((await failure(creating, 'forbidden')).message, /scope org:admin/);
  });

  it('of changes while it is read-only say so', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    const ci = await walk(registry, 'acme-platform', 'ci');
    bench.quay.settings.readOnly = true;
    const sentence = `${bench.quay.hostname} is read-only at the moment and accepts no changes.`;
    for (const [verb, row] of [
      ['createRobot', acme],
      ['regenerate', ci],
      ['delete', ci],
    ] as const) {
      const error = await failure(run(registry, verb, row, { name: 'x1' }), 'read-only');
      assert.equal(error.message, sentence);
    }
    bench.quay.settings.readOnly = false;
  });

  it('of too many reads are asked again, more slowly each time, and then believed', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    bench.quay.faults.add({ kind: 'rate-limit', path: '*/robots', times: 2 });
    bench.timer.waits.length = 0;
    assert.equal((await collect(registry.children(acme, never))).length, 4);
    assert.deepEqual(bench.timer.waits, [500, 1000]);

    bench.quay.faults.add({ kind: 'rate-limit', path: '*/robots', times: Infinity });
    bench.timer.waits.length = 0;
    const error = await failure(collect(registry.children(acme, never)), 'rate-limited');
    assert.deepEqual(bench.timer.waits, [500, 1000, 2000, 4000]);
    assert.equal(error.repair, 'retry');
  });

  it('of too many changes are not asked again', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    const fault = bench.quay.faults.add({ kind: 'rate-limit', method: 'PUT', times: Infinity });
    await failure(run(registry, 'createRobot', acme, { name: 'x1' }), 'rate-limited');
    assert.equal(fault.hits, 1);
  });

  it('by pages where data should be are told apart from their absence', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    const { hostname } = bench.quay;
    bench.quay.faults.add({ kind: 'login-page', path: '*/robots' });
    const page = await failure(collect(registry.children(acme, never)), 'protocol');
    assert.equal(
      page.message,
      `${hostname} answered with a web page (status 200) where Quay’s API should be. Check the address.`,
    );
    bench.quay.faults.add({ kind: 'status', status: 404, path: '*/robots' });
    const absent = await failure(collect(registry.children(acme, never)), 'protocol');
    assert.match(absent.message, /web page \(status 404\)/);
  });

  it('by JSON that is not Quay’s name the place and never the text', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    bench.quay.faults.add({ kind: 'wrong-shape', path: '*/robots' });
    const error = await failure(collect(registry.children(acme, never)), 'protocol');
    assert.equal(
      error.message,
      `${bench.quay.hostname} answered something that Quay does not promise: “robots” is missing or not of its type.`,
    );
    bench.quay.faults.add({ kind: 'truncated-json', path: '*/robots' });
    const cut = await failure(collect(registry.children(acme, never)), 'protocol');
    assert.match(cut.message, /“body” is missing/);
    assert.equal(cut.cause, undefined);
  });

  for (const status of [500, 502, 503, 504]) {
    it(`by a fault of its own (${status}) say no more than that`, async () => {
      const registry = bench.registry();
      const acme = await walk(registry, 'acme-platform');
      bench.quay.faults.add({ kind: 'status', status, path: '*/robots', times: Infinity });
      const error = await failure(collect(registry.children(acme, never)), 'server');
      assert.equal(error.message, `${bench.quay.hostname} reports a server error (${status}).`);
    });
  }

  it('by leading elsewhere are not followed', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    bench.quay.faults.add({ kind: 'redirect', path: '*/robots' });
    await failure(collect(registry.children(acme, never)), 'protocol');
    const arrived = bench.sandbox.recorder.requests.filter(({ server }) => server === 'elsewhere');
    assert.deepEqual(arrived, []);
  });

  it('of one branch leave the others alone', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    bench.quay.faults.add({ kind: 'status', path: '*/acme-platform/robots' });
    await failure(collect(registry.children(acme, never)), 'server');
    assert.equal((await collect(registry.children(await walk(registry, 'dana'), never))).length, 2);
  });

  it('need not be waited for', async () => {
    const registry = bench.registry();
    const acme = await walk(registry, 'acme-platform');
    const fault = bench.quay.faults.add({ kind: 'slow', path: '*/robots' });
    const abort = new AbortController();
    const robots = collect(registry.children(acme, abort.signal));
    await fault.reached;
    abort.abort();
    await failure(robots, 'cancelled');
  });
});
