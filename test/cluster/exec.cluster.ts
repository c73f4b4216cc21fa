import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import type { Kubernetes, KubeObjects } from '../../src/net/kube/kubernetes.ts';
import { openRok } from '../../src/registries/rok/open.ts';
import { createHttpClient } from '../../src/net/http/client.ts';
import { noProxySettings } from '../../src/net/proxy/proxy.ts';
import { systemClock } from '../sandbox/clock.ts';
import { NAMESPACE, SERVICE } from '../sandbox/kube/resources.ts';
import { failure } from '../unit/failure.ts';
import { allOf } from '../unit/all-of.ts';
import { exitCode } from '../unit/net/kube/support.ts';
import { issue } from '../unit/registries/rok/support.ts';
import { startBench, transports, type ClusterBench } from './bench.ts';

const never = new AbortController().signal;
const accountList = ['rok-fort-manage', 'account-list'];
const at = (context: string) => ({ context, namespace: NAMESPACE, service: SERVICE });

let bench: ClusterBench;
before(async () => {
  bench = await startBench();
});
after(() => bench.close());

for (const transport of transports) {
  const isOurs = transport.kubectl === undefined;

  describe(`a command in a pod of a real cluster, by ${transport.name}`, () => {
    let kube: Kubernetes & KubeObjects;
    beforeEach(() => {
      kube = bench.open(transport);
    });
    const list = (context = 'developer') => kube.run(at(context), accountList, never);

    it('issues a token, and verifies it', async () => {
      const options = { ...at('developer'), user: 'jdoe' };
      const account = { id: 'a', kind: 'rok', label: 'rok', url: bench.url, userName: 'jdoe' };
      const ca = bench.cluster.authority.pem;
      const registry = openRok({
        account: { ...account, options },
        clock: systemClock(),
        http: createHttpClient({ tls: { ca }, proxy: () => noProxySettings }),
        signIn: () => Promise.resolve({}),
        kubernetes: () => Promise.resolve(kube),
      });
      const { issued } = await issue(registry);
      const token = bench.world.tokens.at(-1);
      assert.ok(issued !== undefined && token !== undefined);
      assert.equal(issued.secrets.token.reveal(), token.secret);
      assert.deepEqual(issued.record.lifetime, { kind: 'until', at: token.expiresAt });
    });

    for (const context of ['certificate', 'admin']) {
      it(`signs in as ${context}`, async () => {
        assert.equal(exitCode(await list(context)), 0);
      });
    }

    it('keeps stderr and the exit code apart from stdout', async () => {
      const argv = ['rok-fort-manage', 'token-create', '-x'];
      const wrong = await kube.run(at('developer'), argv, never);
      assert.equal(exitCode(wrong), 2);
      assert.match(allOf(wrong.stderr), /usage:/);
      assert.equal(allOf(wrong.stdout), '');
    });

    it('reads twenty thousand accounts', async () => {
      const { accounts } = bench.world;
      const few = accounts.length;
      for (let n = 0; n < 20_000; n += 1) bench.world.addAccount(`user-${n}`, `Üser ${n}`);
      try {
        const result = await list();
        assert.equal(exitCode(result), 0);
        assert.match(allOf(result.stdout), /user-19999 +Üser 19999\n$/);
      } finally {
        accounts.length = few;
      }
    });

    it('says so when there is no such program', async () => {
      const error = await failure(kube.run(at('developer'), ['nope', 'x'], never), 'not-found');
      assert.match(error.message, /^There is no program nope in the container rok-registry/);
    });

    it('says so when the node cannot be reached', async () => {
      await bench.cluster.moveKubelet(1);
      try {
        const { message } = await failure(list(), 'unreachable');
        assert.match(message, /cannot reach the node of the pod rok-registry-0\. Nothing was run/);
      } finally {
        await bench.cluster.moveKubelet();
      }
    });

    it('does not take the loss of a node for the end of a command', async () => {
      bench.loses.next = true;
      const { ended } = await list();
      if (isOurs) assert.deepEqual(ended, { interruption: 'dropped' });
      else assert.ok(!('exitCode' in ended) || !ended.isWhole, JSON.stringify(ended));
    });

    it('names a missing right on services', async () => {
      const { message } = await failure(list('nobody'), 'forbidden');
      assert.match(message, /lacks the right to get services in the namespace rok-registry/);
    });

    it('tells that there are no credentials', async () => {
      // kubectl asks for a user name before it asks the server.
      const { message } = await failure(list('anonymous'), 'not-authorized');
      const told = isOurs
        ? /^No credentials arrived .* The kubeconfig has none for this user\.$/
        : /^The kubeconfig has no credentials for the user of the context “anonymous”\.$/;
      assert.match(message, told);
    });

    it('names the context whose credentials are not accepted', async () => {
      const { message } = await failure(list('wrong'), 'sign-in-expired');
      assert.match(message, /credentials of the context “wrong”/);
    });

    it('wants create on pods/exec, beside get where it is a WebSocket', async () => {
      const missing = await failure(list('getter'), 'forbidden');
      assert.match(missing.message, /the right to create pods\/exec/);
      if (isOurs) {
        const { message } = await failure(list('creator'), 'forbidden');
        assert.match(message, /lacks the right to get pods\/exec in the namespace rok-registry/);
      } else {
        assert.equal(exitCode(await list('creator')), 0);
      }
    });
  });
}
