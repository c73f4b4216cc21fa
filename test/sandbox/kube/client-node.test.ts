import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ApiException, CoreV1Api, Exec, KubeConfig, type V1Status } from '@kubernetes/client-node';
import { KubeBench } from '../../unit/net/kube/support.ts';
import { contexts } from '../rok/rok.ts';
import { CONTAINER, NAMESPACE, SERVICE } from './resources.ts';

describe('the sandbox, as Kubernetes’ own JavaScript client sees it', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => bench.reset());

  const signedIn = (context: string): KubeConfig => {
    const config = new KubeConfig();
    config.loadFromFile(bench.rok.kubeconfig);
    config.setCurrentContext(context);
    return config;
  };
  const core = (context: string): CoreV1Api => signedIn(context).makeApiClient(CoreV1Api);

  /** The pods that the service of the registry stands for, the way the vendor's procedure goes. */
  const pods = async (context: string): Promise<readonly string[]> => {
    const api = core(context);
    const { spec } = await api.readNamespacedService({ namespace: NAMESPACE, name: SERVICE });
    const labelSelector = Object.entries(spec?.selector ?? {})
      .map((pair) => pair.join('='))
      .join(',');
    const { items } = await api.listNamespacedPod({ namespace: NAMESPACE, labelSelector });
    return items.map(({ metadata }) => metadata?.name ?? '');
  };

  /** Runs a command without a terminal, to its status. */
  const exec = async (...command: readonly string[]) => {
    const [pod = ''] = await pods(contexts.token);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const out = Promise.all([text(stdout), text(stderr)]);
    const { promise: status, resolve } = Promise.withResolvers<V1Status>();
    const client = new Exec(signedIn(contexts.token));
    await client.exec(
      NAMESPACE,
      pod,
      CONTAINER,
      [...command],
      stdout,
      stderr,
      null,
      false,
      resolve,
    );
    const ended = await status;
    stdout.end();
    stderr.end();
    const [printed, complained] = await out;
    return { ended, printed, complained };
  };

  for (const context of [contexts.token, contexts.certificate]) {
    it(`finds the pods behind the service as ${context}`, async () => {
      assert.deepEqual(await pods(context), ['rok-registry-0', 'rok-registry-1']);
    });
  }

  it('runs a command, and hears that it succeeded', async () => {
    const { ended, printed, complained } = await exec('rok-fort-manage', 'account-list');
    assert.equal(ended.status, 'Success');
    assert.match(printed, /ci-bot/);
    assert.equal(complained, '');
  });

  it('hears the code of a command that failed, its usage on stderr', async () => {
    const { ended, printed, complained } = await exec('rok-fort-manage', 'token-create', '--nope');
    assert.deepEqual(
      [ended.status, ended.reason, ended.details?.causes],
      ['Failure', 'NonZeroExitCode', [{ reason: 'ExitCode', message: '2' }]],
    );
    assert.equal(printed, '');
    assert.match(complained, /usage: rok-fort-manage/);
  });

  it('reads a refusal as a Status', async () => {
    bench.rok.kube.settings.mayListPods = false;
    await assert.rejects(pods(contexts.token), (refusal: unknown) => {
      assert(refusal instanceof ApiException);
      assert.equal(refusal.code, 403);
      assert.match(String(refusal.body), /pods is forbidden/);
      return true;
    });
  });
});
