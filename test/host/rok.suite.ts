import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Registry } from '../../src/registries/contract/registry.ts';
import { proxySettings } from '../../src/ui/editor/proxy-settings.ts';
import { aloneIn } from '../../src/vault/alone.ts';
import { systemClock } from '../sandbox/clock.ts';
import { Recorder } from '../sandbox/http/recorder.ts';
import { certificateUser, writeKubeconfig } from '../sandbox/kube/kubeconfig.ts';
import { NAMESPACE, SERVICE } from '../sandbox/kube/resources.ts';
import { startProxy, type ProxySandbox } from '../sandbox/proxy.ts';
import { Random } from '../sandbox/random.ts';
import { startRok, type RokSandbox } from '../sandbox/rok/rok.ts';
import type { Authority } from '../sandbox/tls/authority.ts';
import '../sandbox/tls/reflectMetadata.ts';
import { packedRok } from './probe/packed.ts';

/** A name that only the proxy knows, so that nothing can arrive there by another way. */
const proxiedHost = 'kube.sandbox.test';
const never = new AbortController().signal;

describe('a Rok token inside the editor', () => {
  let authority: Authority;
  let rok: RokSandbox;
  let proxy: ProxySandbox;
  let directory: string;

  before(async () => {
    const { Authority, SANDBOX_NAMES } = await import('../sandbox/tls/authority.ts');
    directory = await mkdtemp(path.join(tmpdir(), 'registry-tokens-rok-'));
    authority = await Authority.create('Authority of the Rok suite');
    rok = await startRok({
      leaf: await authority.issue({ names: [...SANDBOX_NAMES, proxiedHost] }),
      authority,
      recorder: new Recorder(),
      clock: systemClock(),
      random: new Random('host'),
      directory,
    });
    proxy = await startProxy({ hosts: { [proxiedHost]: rok.kube.port } });
  });
  after(async () => {
    await rok.close();
    await proxy.close();
    await rm(directory, { recursive: true, force: true });
  });
  afterEach(async () => {
    await setProxy(undefined);
    await setHttp('proxySupport', undefined);
    proxy.counters.targets.length = 0;
  });

  const setHttp = (name: string, value: string | undefined) =>
    vscode.workspace
      .getConfiguration('http')
      .update(name, value, vscode.ConfigurationTarget.Global);
  const setProxy = (value: string | undefined) => setHttp('proxy', value);

  async function open(kubeconfig: string, context: string): Promise<Registry> {
    const { rokAdapter, createHttpClient, openKubernetes } = await packedRok();
    const kubernetes = openKubernetes(
      () => ({
        transport: 'built-in',
        kubeconfig,
        kubectl: 'kubectl',
        home: directory,
        environment: {},
        proxy: proxySettings(),
        untrusted: [],
      }),
      aloneIn(directory).singleUse,
    );
    return rokAdapter.open({
      account: {
        id: 'host',
        kind: 'rok',
        label: 'host',
        url: rok.url,
        userName: 'jdoe',
        options: { context, namespace: NAMESPACE, service: SERVICE, user: 'jdoe' },
      },
      http: createHttpClient({ tls: { ca: authority.pem }, proxy: proxySettings }),
      clock: systemClock(),
      signIn: () => Promise.resolve({}),
      kubernetes: () => Promise.resolve(kubernetes),
    });
  }

  async function issue(registry: Registry): Promise<Outcome> {
    for await (const [row] of registry.roots(never)) {
      assert(row);
      const operation = registry.actions.issue;
      assert(operation);
      return operation.run(row, { lifetime: '3600', subject: 'own' }, never);
    }
    return assert.fail('there is no row');
  }

  it('is issued and verified, and nothing global is touched', async () => {
    const before = dispatchers();
    const { issued } = await issue(await open(rok.kubeconfig, 'developer@sandbox'));
    const token = rok.world.tokens.at(-1);
    assert(issued && token);
    assert(issued.secrets.token.reveal() === token.secret);
    assert.deepEqual(issued.record.lifetime, { kind: 'until', at: token.expiresAt });
    assert.deepEqual(dispatchers(), before);
  });

  it('keeps the client certificate on the way through http.proxy', async () => {
    const admin = await authority.issue({ names: ['admin'], client: true });
    const kubeconfig = await writeKubeconfig(path.join(directory, 'mtls'), [
      {
        name: 'mtls',
        server: `https://${proxiedHost}`,
        ca: authority.pem,
        user: certificateUser(admin),
      },
    ]);
    await setProxy(proxy.url);
    const { issued } = await issue(await open(kubeconfig, 'mtls'));
    assert(issued);
    assert.deepEqual(new Set(proxy.counters.targets), new Set([`${proxiedHost}:443`]));
  });

  it('goes through the proxy of the kubeconfig, whatever the settings of http say', async () => {
    const kubeconfig = await writeKubeconfig(path.join(directory, 'proxied'), [
      {
        name: 'proxied',
        server: `https://${proxiedHost}`,
        ca: authority.pem,
        user: { token: rok.kube.token },
        cluster: { 'proxy-url': proxy.url },
      },
    ]);
    await setProxy('http://127.0.0.1:1');
    for (const support of ['off', 'on', 'fallback', 'override']) {
      await setHttp('proxySupport', support);
      proxy.counters.targets.length = 0;
      const { issued } = await issue(await open(kubeconfig, 'proxied'));
      assert(issued, support);
      assert.deepEqual(new Set(proxy.counters.targets), new Set([`${proxiedHost}:443`]), support);
    }
  });
});

/** What an undici writes to `globalThis` to take over the fetch of everybody. */
const dispatchers = (): readonly unknown[] =>
  [1, 2].map((version): unknown =>
    Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${version}`)),
  );
