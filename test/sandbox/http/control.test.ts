import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '../client.ts';
import type { Answer } from '../client.ts';
import { ACME, NOW, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

describe('control endpoint', () => {
  let quay: Harness;
  before(async () => {
    quay = await startHarness();
  });
  after(() => quay.sandbox.close());

  const control = (method: string, path: string, json?: unknown): Promise<Answer> =>
    send(`${quay.sandbox.control}${path}`, {
      method,
      ...(json === undefined ? {} : { json }),
    });

  it('lists what it can do', async () => {
    const { servers, routes } = (await control('GET', '/')).json() as {
      servers: { name: string }[];
      routes: string[];
    };
    assert.deepEqual(
      servers.map(({ name }) => name),
      [
        'quay',
        'drp',
        'drp-expired',
        'drp4',
        'drp4-expired',
        'jfrog',
        'oidc',
        'rok',
        'kube',
        'elsewhere',
      ],
    );
    assert.ok(routes.some((route) => route.startsWith('POST /faults')));
    assert.equal((await control('GET', '/nothing')).status, 404);
  });

  it('switches a fault on and tells what it did', async () => {
    const added = await control('POST', '/faults', {
      server: 'quay',
      kind: 'status',
      status: 502,
      path: '/api/*',
    });
    assert.equal(added.status, 201);
    assert.equal((await quay.call('GET', ACME)).status, 502);
    assert.equal((await quay.call('GET', ACME)).status, 200);
    const { faults } = (await control('GET', '/faults')).json() as {
      faults: Record<string, unknown>[];
    };
    assert.deepEqual([faults[0]?.['hits'], faults[0]?.['remaining']], [1, 0]);
    assert.equal((await control('DELETE', '/faults')).status, 204);
    assert.match((await control('GET', '/faults')).text, /"faults":\[\]/);
  });

  it('releases a held request', async () => {
    const added = await control('POST', '/faults', { server: 'quay', kind: 'slow' });
    const { id } = added.json() as { id: number };
    const answer = quay.call('GET', ACME);
    await quay.sandbox.quay.faults.faults[0]?.reached;
    assert.equal((await control('POST', `/faults/quay/${id}/release`)).status, 204);
    assert.equal((await answer).status, 200);
  });

  it('moves the clock', async () => {
    const answer = await control('POST', '/clock', { advance: 90 });
    assert.deepEqual(answer.json(), { now: new Date(NOW + 90_000).toISOString() });
    assert.equal((await control('POST', '/clock', { advance: -1 })).status, 400);
  });

  it('changes settings of their own type alone', async () => {
    assert.equal((await control('POST', '/settings/quay', { readOnly: true })).status, 200);
    assert.equal((await quay.call('DELETE', `${ACME}/robots/spare`)).status, 503);
    assert.equal((await control('POST', '/settings/quay', { readOnly: 'no' })).status, 400);
    assert.equal((await control('POST', '/settings/quay', { unheard: true })).status, 400);
    assert.equal((await control('POST', '/settings/other', {})).status, 400);
  });

  it('shows requests without secrets', async () => {
    await quay.call('GET', ACME);
    const { text } = await control('GET', '/requests');
    assert.match(text, /"hasAuthorization":true/);
    assert.equal(text.includes(quay.sandbox.quay.tokens.full.secret), false);
  });

  it('refuses what it does not understand', async () => {
    for (const json of [
      { server: 'nobody', kind: 'cut' },
      { server: 'quay', kind: 'earthquake' },
      { server: 'quay', kind: 'cut', times: 'twice' },
    ]) {
      assert.equal((await control('POST', '/faults', json)).status, 400);
    }
  });
});
