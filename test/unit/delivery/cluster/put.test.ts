import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import {
  listNamespaces,
  listPullSecrets,
  listServiceAccounts,
} from '../../../../src/delivery/cluster/names.ts';
import { planDelivery, type SecretTarget } from '../../../../src/delivery/cluster/put.ts';
import { NAMESPACE } from '../../../sandbox/kube/resources.ts';
import { contexts } from '../../../sandbox/rok/rok.ts';
import { failure } from '../../failure.ts';
import { KubeBench, never } from '../../net/kube/support.ts';

const context = contexts.token;
const target: SecretTarget = { context, namespace: NAMESPACE, secret: 'acme-pull' };
const secret = 'not-a-real-secret';
const login = { host: 'quay.example.com', user: 'acme+ci', secret: new Secret(secret) };
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a token in a cluster', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => bench.reset());

  const plan = (accounts: readonly string[] = [], to = target) =>
    planDelivery(bench.open(), to, login, accounts, never);
  const objects = () => bench.rok.kube.objects;
  const hosts = (name = target.secret) => {
    const data = objects().get('secrets', NAMESPACE, name)?.['data'] as Record<string, string>;
    const text = Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString();
    return Object.keys((JSON.parse(text) as { auths: object }).auths);
  };
  const putSecret = (config: object) =>
    objects().put('secrets', NAMESPACE, {
      metadata: { name: target.secret, labels: { team: 'acme' } },
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': base64(JSON.stringify(config)), extra: base64('kept') },
    });
  const changes = () =>
    bench.recorder.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, url }) => `${method} ${url}`);

  it('is judged by the server first, and put there on demand', async () => {
    const planned = await plan(['default', 'nobody-there']);
    const folder = `/api/v1/namespaces/${NAMESPACE}`;
    assert.deepEqual(changes(), [
      `POST ${folder}/secrets?dryRun=All`,
      `PUT ${folder}/serviceaccounts/default?dryRun=All`,
    ]);
    assert.equal(objects().get('secrets', NAMESPACE, target.secret), undefined);
    assert.deepEqual([planned.change, planned.accounts], ['create', ['default']]);
    assert.ok(!inspect(planned, { depth: 9, showHidden: true }).includes(secret));
    await planned.carryOut(never);
    assert.deepEqual(hosts(), [login.host]);
    const account = objects().get('serviceaccounts', NAMESPACE, 'default');
    assert.deepEqual(account?.['imagePullSecrets'], [{ name: target.secret }]);
    assert.equal((await plan(['default'])).isNeeded, false);
  });

  it('leaves everything else of a Secret as it is', async () => {
    const before = putSecret({ auths: { 'ghcr.io': { auth: base64('me:x') } } });
    await (await plan()).carryOut(never);
    assert.deepEqual(hosts(), ['ghcr.io', login.host]);
    const after = objects().get('secrets', NAMESPACE, target.secret);
    assert(after);
    assert.deepEqual(after.metadata['labels'], before.metadata['labels']);
    assert.equal((after['data'] as Record<string, string>)['extra'], base64('kept'));
  });

  it('is not written over what somebody changed since', async () => {
    putSecret({ auths: {} });
    const planned = await plan();
    putSecret({ auths: { 'ghcr.io': {} } });
    const error = await failure(planned.carryOut(never), 'conflict');
    assert.match(error.message, /was changed in the same moment\. Try again\.$/);
    assert.deepEqual(hosts(), ['ghcr.io']);
  });

  it('says what was done before a service account failed', async () => {
    const planned = await plan(['default']);
    objects().put('serviceaccounts', NAMESPACE, { metadata: { name: 'default' }, secrets: [] });
    const { message } = await failure(planned.carryOut(never), 'conflict');
    assert.match(message, /The Secret acme-pull in the namespace rok-registry was written before/);
    assert.deepEqual(hosts(), [login.host]);
  });

  it('is not sent where a right is missing, which is found before the question', async () => {
    bench.rok.kube.settings.mayServiceAccounts = ['get', 'list'];
    const { message } = await failure(plan(['default']), 'forbidden');
    assert.match(message, /lacks the right to update serviceaccounts/);
    assert.equal(objects().get('secrets', NAMESPACE, target.secret), undefined);
    // One that must not be read is not taken for one that is not there.
    bench.rok.kube.settings.mayServiceAccounts = ['list', 'update'];
    await failure(plan(['default']), 'forbidden');
  });

  it('goes into no namespace that is not there', async () => {
    const to = { ...target, context: contexts.certificate, namespace: 'nowhere' };
    const error = await failure(plan([], to), 'not-found');
    assert.match(error.message, /namespaces "nowhere" not found/);
  });

  it('may be there when the answer was lost', async () => {
    const planned = await plan();
    bench.rok.kube.faults.add({ kind: 'cut-after', method: 'POST' });
    await failure(planned.carryOut(never), 'lost-answer');
    assert.deepEqual(hosts(), [login.host]);
  });

  it('finds names to offer, of pull secrets alone', async () => {
    putSecret({ auths: {} });
    objects().put('secrets', NAMESPACE, { metadata: { name: 'other' }, type: 'Opaque', data: {} });
    const kube = bench.open();
    assert.deepEqual(await listPullSecrets(kube, context, NAMESPACE, never), [target.secret]);
    assert.deepEqual(await listServiceAccounts(kube, context, NAMESPACE, never), ['default']);
    await failure(listNamespaces(kube, context, never), 'forbidden');
    bench.rok.kube.settings.mayListNamespaces = true;
    assert.ok((await listNamespaces(kube, context, never)).includes(NAMESPACE));
  });
});
