import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../src/core/secret.ts';
import { planDelivery } from '../../src/delivery/cluster/put.ts';
import { NAMESPACE } from '../sandbox/kube/resources.ts';
import { contracts } from '../conformance/servers/contracts.ts';
import { runContract } from '../conformance/servers/run.ts';
import { failure } from '../unit/failure.ts';
import { startBench, transports, type ClusterBench } from './bench.ts';

const never = new AbortController().signal;
const folder = `/api/v1/namespaces/${NAMESPACE}`;

let bench: ClusterBench;
before(async () => {
  bench = await startBench();
});
after(() => bench.close());

for (const [index, transport] of transports.entries()) {
  describe(`a pull secret of a real cluster, by ${transport.name}`, () => {
    const name = `acme-pull-${index}`;
    const account = `ci-${index}`;
    before(async () => {
      const json = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account } };
      await bench.cluster.ask(`${folder}/serviceaccounts`, { method: 'POST', json });
    });
    const plan = (host: string, secret = name) =>
      planDelivery(
        bench.open(transport),
        { context: 'admin', namespace: NAMESPACE, secret },
        { host, user: 'acme+ci', secret: new Secret('not-a-real-secret') },
        [account],
        never,
      );
    const read = async (path: string) => (await bench.cluster.ask(`${folder}/${path}`)).json();
    const hosts = async () => {
      const { data } = (await read(`secrets/${name}`)) as { data: Record<string, string> };
      const text = Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString();
      return Object.keys((JSON.parse(text) as { auths: object }).auths);
    };

    it('is judged by the server first, then made, and given to a service account', async () => {
      const planned = await plan('quay.example.com');
      assert.equal((await bench.cluster.ask(`${folder}/secrets/${name}`)).status, 404);
      await planned.carryOut(never);
      assert.deepEqual(await hosts(), ['quay.example.com']);
      const { imagePullSecrets } = (await read(`serviceaccounts/${account}`)) as {
        imagePullSecrets: readonly object[];
      };
      assert.deepEqual(imagePullSecrets, [{ name }]);
    });

    it('gets one more login', async () => {
      const planned = await plan('ghcr.example.com');
      assert.equal(planned.change, 'add');
      await planned.carryOut(never);
      assert.deepEqual(await hosts(), ['quay.example.com', 'ghcr.example.com']);
    });

    it('is not written over what somebody changed since', async () => {
      const planned = await plan('late.example.com');
      const changed = await bench.cluster.ask(`${folder}/secrets/${name}`, {
        method: 'PATCH',
        body: JSON.stringify({ metadata: { labels: { changed: 'since' } } }),
        headers: { 'Content-Type': 'application/merge-patch+json' },
      });
      assert.equal(changed.status, 200);
      await failure(planned.carryOut(never), 'conflict');
      assert.deepEqual(await hosts(), ['quay.example.com', 'ghcr.example.com']);
    });

    it('is refused under a name that Kubernetes does not take', async () => {
      await failure(plan('quay.example.com', 'Not_A_Name'), 'invalid-input');
    });
  });
}

describe('what docs/registries says of an API server', () => {
  it('holds', async () => {
    const lines: string[] = [];
    const { cluster } = bench;
    const { deviated, left, held } = await runContract(contracts.kube, {
      ask: (where, { anonymous, ...call } = {}) =>
        anonymous === true ? cluster.askAnonymously(where, call) : cluster.ask(where, call),
      user: 'admin',
      made: 'registry-tokens-cluster',
      write: true,
      secrets: [cluster.tokens.admin],
      print: (line) => lines.push(line),
    });
    assert.deepEqual([deviated, left, held > 0], [0, [], true], lines.join('\n'));
  });
});
