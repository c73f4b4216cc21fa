import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../../src/core/secret.ts';
import { clusterLogins } from '../../../../src/delivery/cluster/stored-logins.ts';
import { NAMESPACE } from '../../../sandbox/kube/resources.ts';
import { contexts } from '../../../sandbox/rok/rok.ts';
import { KubeBench, never } from '../../net/kube/support.ts';

const context = contexts.token;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const auths = {
  'quay.io': { auth: base64('acme+ci:not-a-real-secret') },
  'ghcr.io': { username: 'joe', password: 'hunter2-hunter2' },
};

describe('the logins in a cluster', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => {
    bench.reset();
    put({ auths });
  });

  const objects = () => bench.rok.kube.objects;
  const put = (config: object, more: object = {}) =>
    objects().put('secrets', NAMESPACE, {
      metadata: { name: 'acme-pull' },
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': base64(JSON.stringify(config)), extra: base64('kept') },
      ...more,
    });
  const find = () => clusterLogins(bench.open(), context, NAMESPACE, never);
  const data = () => objects().get('secrets', NAMESPACE, 'acme-pull')?.['data'];
  const left = () => {
    const { '.dockerconfigjson': config = '' } = data() as Record<string, string>;
    return (JSON.parse(Buffer.from(config, 'base64').toString()) as { auths: object }).auths;
  };

  it('are found with their hosts and users, and no secret to be seen', async () => {
    const logins = await find();
    assert.deepEqual(
      logins.map(({ host, userName, secret }) => [host, userName, secret?.reveal()]),
      [
        ['quay.io', 'acme+ci', 'not-a-real-secret'],
        ['ghcr.io', 'joe', 'hunter2-hunter2'],
      ],
    );
    assert.match(logins[0]?.place ?? '', /^pull secret acme-pull in the namespace/);
    assert.ok(!inspect(logins, { depth: 9, showHidden: true }).includes('not-a-real-secret'));
  });

  it('are taken out one by one, and replaced, with all else as it was', async () => {
    const [quay, ghcr] = await find();
    await quay?.remove?.(never);
    assert.deepEqual(left(), { 'ghcr.io': auths['ghcr.io'] });
    await ghcr?.put?.('ann', new Secret('another-secret'), never);
    assert.deepEqual(Object.keys(left()), ['ghcr.io']);
    assert.match(JSON.stringify(left()), /ann.*another-secret/);
    assert.equal((data() as Record<string, string>)['extra'], base64('kept'));
  });

  it('are not made anew where they are gone, nor changed where nobody may', async () => {
    const [quay] = await find();
    put({ auths: { 'ghcr.io': auths['ghcr.io'] } });
    await assert.rejects(async () => quay?.remove?.(never), { code: 'conflict' });
    await assert.rejects(async () => quay?.put?.('u', new Secret('secret'), never), {
      code: 'conflict',
    });
    assert.deepEqual(Object.keys(left()), ['ghcr.io']);
    put({ auths }, { immutable: true });
    await assert.rejects(async () => quay?.remove?.(never), /is immutable, so nobody can/);
  });
});
