import { join } from 'node:path';
import type { Account } from '../../src/core/account.ts';
import { createHttpClient } from '../../src/net/http/client.ts';
import { openKubernetes } from '../../src/net/kube/open.ts';
import { noProxySettings } from '../../src/net/proxy/proxy.ts';
import type { Registry } from '../../src/registries/contract/registry.ts';
import { openRok } from '../../src/registries/rok/open.ts';
import type { Alone } from '../../src/vault/alone.ts';
import { AccountKeeping } from '../../src/vault/keeping.ts';
import { exclusive } from '../../src/vault/machine-lock.ts';
import { SingleUseFiles } from '../../src/vault/single-use.ts';
import { Vault } from '../../src/vault/vault.ts';
import { systemClock } from '../sandbox/clock.ts';
import { accountList, never, target } from '../unit/net/kube/support.ts';
import { issue } from '../unit/registries/rok/support.ts';
import { fileStores, noGuard } from './file-stores.ts';

/** What one life of an editor with a cluster is about, as its parent tells it. */
export interface ClusterPlan {
  readonly directory: string;
  readonly kubeconfig: string;
  readonly ca: string;
  readonly url: string;
}

/** An editor over files with one account of Rok Registry, in a cluster. */
export class ClusterLife {
  readonly vault: Vault;
  readonly registry: Registry;
  readonly #cluster: ReturnType<typeof openKubernetes>;

  private constructor(
    vault: Vault,
    registry: Registry,
    cluster: ReturnType<typeof openKubernetes>,
  ) {
    this.vault = vault;
    this.registry = registry;
    this.#cluster = cluster;
  }

  static async begin({ directory, kubeconfig, ca, url }: ClusterPlan): Promise<ClusterLife> {
    const alone: Alone = {
      exclusive: (name, work, signal) => exclusive(join(directory, 'locks'), name, work, signal),
      singleUse: new SingleUseFiles(join(directory, 'spent')),
    };
    const stores = await fileStores(directory, noGuard);
    const vault = new Vault({ ...stores, exclusive: alone.exclusive });
    const settings = {
      transport: 'built-in' as const,
      kubeconfig,
      kubectl: 'kubectl',
      home: directory,
      environment: {},
      proxy: noProxySettings,
      untrusted: [],
    };
    const cluster = openKubernetes(() => settings, alone.singleUse);
    const account: Account = {
      id: 'rok',
      kind: 'rok',
      label: 'rok',
      url,
      userName: 'jdoe',
      options: { ...target, context: 'test', user: 'jdoe' },
    };
    const registry = openRok({
      account,
      clock: systemClock(),
      http: createHttpClient({ tls: { ca }, proxy: () => noProxySettings }),
      signIn: () => Promise.resolve({}),
      keeping: new AccountKeeping(vault, account, alone),
      kubernetes: () => Promise.resolve(cluster),
    });
    if (vault.accounts.get('rok') === undefined) await vault.addAccount(account, {});
    return new ClusterLife(vault, registry, cluster);
  }

  /** Has a command run in the cluster, for which an ended sign-in is renewed. */
  async run(): Promise<void> {
    await this.#cluster.run({ ...target, context: 'test' }, accountList, never);
  }

  /** Issues a token, and keeps what came of it, as the UI does. */
  async issue(): Promise<void> {
    await this.vault.operate(
      'rok',
      [],
      async () => this.vault.tokens.settle(await issue(this.registry)),
      never,
    );
  }
}

/** What a process is killed in. */
export const clusterStories = {
  'sign-in of a kubeconfig': (life: ClusterLife) => life.run(),
  'token of a cluster': (life: ClusterLife) => life.issue(),
} as const;
export type ClusterStory = keyof typeof clusterStories;
