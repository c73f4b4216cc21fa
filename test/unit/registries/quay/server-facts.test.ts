import assert from 'node:assert/strict';
import { afterEach, after, before, beforeEach, describe, it } from 'node:test';
import { DEFAULT_SETTINGS } from '../../../sandbox/quay/settings.ts';
import { Bench, never, run, walk } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';

describe('an older or shy Quay', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  beforeEach(() => Object.assign(bench.quay.settings, DEFAULT_SETTINGS));
  afterEach(() => bench.quay.faults.clear());
  after(() => bench[Symbol.asyncDispose]());

  const hideRoutes = () =>
    bench.quay.faults.add({ kind: 'login-page', path: '/api/v1/discovery', times: Infinity });
  const forOrganizations = 'This registry has no issuers for robots. Quay 3.13 brought them.';
  const forUsers =
    'This registry has no issuers for the robots of a user. Quay 3.17.2 brought them.';

  for (const [version, organization, user] of [
    ['3.10.0', false, false],
    ['3.13.0', true, false],
    ['3.17.1', true, false],
    ['3.17.2', true, true],
    ['3.18.0', true, true],
  ] as const) {
    for (const hidesRoutes of [false, true]) {
      const teller = hidesRoutes ? 'its version' : 'its routes';
      it(`${version} tells by ${teller} whose robots can be keyless`, async () => {
        Object.assign(bench.quay.settings, { version, hideVersion: !hidesRoutes });
        if (hidesRoutes) hideRoutes();
        const registry = bench.registry();
        const ci = await walk(registry, 'acme-platform', 'ci');
        assert.equal(ci.can.includes('exchange'), organization);
        assert.equal(ci.blocked?.['exchange'], organization ? undefined : forOrganizations);
        const laptop = await walk(registry, 'dana', 'laptop');
        assert.equal(laptop.can.includes('addIssuer'), user);
        assert.equal(laptop.blocked?.['addIssuer'], user ? undefined : forUsers);
        const rows = await collect(registry.children(ci, never));
        assert.equal(
          rows.some(({ label }) => label === 'Trusted issuers'),
          organization,
        );
      });
    }
  }

  for (const [name, version, can] of [
    ['Quay v3.11.0-nightly-20260821', '3.18.0', true],
    ['Quay 3.11.0', '3.18.0', true],
    ['Quay 3.18.0', '3.12.0', false],
  ] as const) {
    it(`that calls itself ${name} with the routes of ${version} is believed by these`, async () => {
      Object.assign(bench.quay.settings, { version, versionText: name });
      const laptop = await walk(bench.registry(), 'dana', 'laptop');
      assert.equal(laptop.can.includes('addIssuer'), can);
    });
  }

  it('does everything else just the same (3.10)', async () => {
    bench.quay.settings.version = '3.10.0';
    const registry = bench.registry();
    await run(registry, 'createRobot', await walk(registry, 'dana'), { name: 'old' });
    const row = await walk(registry, 'dana', 'old');
    await run(registry, 'regenerate', row);
    await run(registry, 'delete', row);
  });

  it('that lost the route since says what it takes', async () => {
    const registry = bench.registry();
    const ci = await walk(registry, 'acme-platform', 'ci', 'Trusted issuers');
    bench.quay.settings.version = '3.12.0';
    const error = await failure(collect(registry.children(ci, never)), 'unsupported');
    assert.equal(error.message, forOrganizations);
  });

  it('is asked once, and again when the account is read again', async () => {
    const registry = bench.registry();
    bench.requests();
    const acme = await walk(registry, 'acme-platform');
    await collect(registry.children(acme, never));
    await registry.details(acme, never);
    assert.equal(bench.requests().filter((request) => request.includes('/config')).length, 1);
    await collect(registry.roots(never));
    assert.equal(bench.requests().filter((request) => request.includes('/config')).length, 1);
  });

  it('that tells nothing is taken for a usual one', async () => {
    bench.quay.faults.add({ kind: 'status', status: 404, path: '/config', times: Infinity });
    hideRoutes();
    const ci = await walk(bench.registry(), 'acme-platform', 'ci');
    assert(ci.can.includes('addIssuer'));
    assert.equal(ci.token?.registryHost, new URL(bench.quay.url).host);
  });

  it('that is asked elsewhere by a proxy is taken for a usual one', async () => {
    bench.quay.faults.add({ kind: 'redirect', path: '/config', times: Infinity });
    assert((await walk(bench.registry(), 'acme-platform', 'ci')).can.includes('addIssuer'));
  });

  it('that cannot answer at the moment is asked again', async () => {
    bench.quay.faults.add({ kind: 'status', status: 500, path: '/config' });
    const registry = bench.registry();
    await failure(collect(registry.roots(never)), 'server');
    assert.equal((await collect(registry.roots(never))).length, 6);
  });

  it('that is out of service for a moment is waited for', async () => {
    bench.quay.faults.add({ kind: 'status', status: 503, path: '/config' });
    assert.equal((await collect(bench.registry().roots(never))).length, 6);
    assert.deepEqual(bench.timer.waits, [500]);
  });

  it('that tracks no use does not pretend to', async () => {
    bench.quay.settings.userLastAccessed = false;
    const registry = bench.registry();
    const ci = await walk(registry, 'acme-platform', 'ci');
    assert.equal(ci.description, undefined);
    const labels = (await registry.details(ci, never)).map(({ label }) => label);
    assert.deepEqual(labels, ['Robot', 'Description', 'Created', 'Repositories']);
  });
});
