import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { KubeObjects, ObjectChange } from '../../../../src/net/kube/kubernetes.ts';
import { NAMESPACE } from '../../../sandbox/kube/resources.ts';
import { contexts } from '../../../sandbox/rok/rok.ts';
import { failure } from '../../failure.ts';
import { KubeBench, never, transports } from './support.ts';

const folder = `/api/v1/namespaces/${NAMESPACE}/secrets`;
const value = Buffer.from('not-a-real-secret').toString('base64');
const opaque = (name: string, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: NAMESPACE },
  data: { key: value },
  ...more,
});
const create = (object: object, dryRun = false): ObjectChange => ({
  method: 'POST',
  path: folder,
  object,
  dryRun,
});

for (const transport of transports) {
  describe(`objects of the API, by ${transport}`, () => {
    let bench: KubeBench;
    let kube: KubeObjects;
    before(async () => {
      bench = await KubeBench.start();
    });
    after(() => bench[Symbol.asyncDispose]());
    beforeEach(() => {
      bench.reset();
      kube = bench.open({ transport });
    });
    const change = (wanted: ObjectChange) => kube.change(contexts.token, wanted, never);
    const get = (name: string) => kube.get(contexts.token, `${folder}/${name}`, never);
    const replace = (name: string, object: object): ObjectChange => ({
      method: 'PUT',
      path: `${folder}/${name}`,
      object,
      dryRun: false,
    });

    it('are made and changed', async () => {
      await change(create(opaque('a')));
      const made = (await get('a')) as { data: object };
      assert.deepEqual(made.data, { key: value });
      await change(replace('a', { ...made, data: { key: value, other: value } }));
      const changed = (await get('a')) as { data: object };
      assert.deepEqual(changed.data, { key: value, other: value });
    });

    it('are not changed by a dry run, which is judged all the same', async () => {
      await change(create(opaque('a'), true));
      await failure(get('a'), 'not-found');
      const error = await failure(change(create(opaque('Not_A_Name'), true)), 'invalid-input');
      assert.match(error.message, /refuses \(422\).*a lowercase RFC 1123 subdomain/s);
    });

    it('are not written over a version that nobody has seen', async () => {
      await change(create(opaque('a')));
      const seen = (await get('a')) as object;
      bench.rok.kube.objects.put('secrets', NAMESPACE, { metadata: { name: 'a' }, data: {} });
      await failure(change(replace('a', seen)), 'conflict');
      await failure(change(create(opaque('a'))), 'conflict');
    });

    it('are refused with the name of the missing right', async () => {
      bench.rok.kube.settings.maySecrets = ['get'];
      const error = await failure(change(create(opaque('a'))), 'forbidden');
      assert.match(
        error.message,
        /lacks the right to create secrets in the namespace rok-registry/,
      );
    });

    it('may have been changed when the answer was lost', async () => {
      bench.rok.kube.faults.add({ kind: 'cut-after', method: 'POST' });
      const error = await failure(change(create(opaque('a'))), 'lost-answer');
      assert.match(error.message, /The change may still have happened\.$/);
      assert.deepEqual(((await get('a')) as { data: object }).data, { key: value });
      const sent = bench.recorder.requests.filter(({ method }) => method === 'POST');
      assert.equal(sent.length, 1);
    });

    it('are named in no message with what they hold', async () => {
      const object = opaque('a', { type: 'kubernetes.io/dockerconfigjson' });
      const error = await failure(change(create(object)), 'invalid-input');
      assert.match(error.message, /Required value/);
      assert.ok(!error.message.includes(value));
    });

    // What is lost on the way is lost between kubectl and the server in the same way.
    if (transport === 'kubectl') return;

    it('cannot have been changed when a dry run was lost', async () => {
      bench.rok.kube.faults.add({ kind: 'cut-after', method: 'POST' });
      await failure(change(create(opaque('a'), true)), 'unreachable');
    });

    it('may have been changed when a gateway gave up', async () => {
      bench.rok.kube.faults.add({ kind: 'status', status: 504, method: 'POST' });
      await failure(change(create(opaque('a'))), 'lost-answer');
    });
  });
}
