import { join } from 'node:path';
import type { SandboxClock } from '../clock.ts';
import type { Recorder } from '../http/recorder.ts';
import { startServer, type SandboxServer } from '../http/server.ts';
import { startKubeApi, type KubeApi } from '../kube/api.ts';
import { certificateUser, writeKubeconfig } from '../kube/kubeconfig.ts';
import type { Random } from '../random.ts';
import type { Authority, Leaf } from '../tls/authority.ts';
import { manage, type ManageSettings } from './manage.ts';
import { REGISTRY_PATH, serveRegistry } from './registry.ts';
import { populate, RokWorld } from './world.ts';

export interface RokOptions {
  readonly leaf: Leaf;
  readonly authority: Authority;
  readonly recorder: Recorder;
  readonly clock: SandboxClock;
  readonly random: Random;
  /** Where the kubeconfig is written. */
  readonly directory: string;
}

/** A Rok registry: a web address with a path, and a pod that a Kubernetes API server leads to. */
export interface RokSandbox {
  /** Base address, e.g. `https://127.0.0.1:41234/registry`. */
  readonly url: string;
  readonly registry: SandboxServer;
  readonly kube: KubeApi;
  readonly world: RokWorld;
  readonly settings: ManageSettings;
  /** A kubeconfig with the contexts of `contexts`. */
  readonly kubeconfig: string;
  close(): Promise<void>;
}

/** `developer` signs in with a bearer token, `admin` with a client certificate. */
export const contexts = { token: 'developer@sandbox', certificate: 'admin@sandbox' } as const;

export async function startRok(options: RokOptions): Promise<RokSandbox> {
  const { authority, directory, ...common } = options;
  const world = new RokWorld(options.random, options.clock);
  populate(world);
  const settings: ManageSettings = { format: 'columns', stderrNoise: '', redirectsNobody: false };
  const registry = await startServer({
    ...common,
    name: 'rok',
    handle: (request) => serveRegistry(request, world, settings),
  });
  const kube = await startKubeApi({
    ...common,
    clientAuthority: authority.pem,
    run: (argv) => manage(argv, world, settings),
  });
  const at = { server: kube.url, ca: authority.pem };
  const kubeconfig = await writeKubeconfig(join(directory, 'kubeconfig.yaml'), [
    { ...at, name: contexts.token, user: { token: kube.token } },
    {
      ...at,
      name: contexts.certificate,
      user: certificateUser(await authority.issue({ names: ['admin'], client: true })),
    },
  ]);
  return {
    url: `${registry.url}${REGISTRY_PATH}`,
    registry,
    kube,
    world,
    settings,
    kubeconfig,
    close: async () => {
      await Promise.all([registry.close(), kube.close()]);
    },
  };
}
