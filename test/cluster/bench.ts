import path from 'node:path';
import type { Kubernetes, KubeObjects } from '../../src/net/kube/kubernetes.ts';
import { openKubernetes } from '../../src/net/kube/open.ts';
import { noProxySettings } from '../../src/net/proxy/proxy.ts';
import { SingleUseFiles } from '../../src/vault/single-use.ts';
import { systemClock } from '../sandbox/clock.ts';
import { Recorder } from '../sandbox/http/recorder.ts';
import { startServer } from '../sandbox/http/server.ts';
import { certificateUser, writeKubeconfig } from '../sandbox/kube/kubeconfig.ts';
import { Random } from '../sandbox/random.ts';
import { manage, type ManageSettings } from '../sandbox/rok/manage.ts';
import { REGISTRY_PATH, serveRegistry } from '../sandbox/rok/registry.ts';
import { populate, RokWorld } from '../sandbox/rok/world.ts';
import { SANDBOX_NAMES } from '../sandbox/tls/authority.ts';
import { onPath } from '../tools/on-path.ts';
import { buildCluster, kubernetesVersion } from './build.ts';
import { Cluster, users } from './cluster.ts';
import type { CommandAnswer } from './kubelet.ts';

/** How commands get into the pod: by ourselves, or by a kubectl. */
export interface Transport {
  readonly name: string;
  /** The path of kubectl, unless it is by ourselves. */
  readonly kubectl: string | undefined;
}

const programs = await buildCluster((line) => console.error(line));
const installed = await onPath('kubectl');

export const transports: readonly Transport[] = [
  { name: 'ourselves', kubectl: undefined },
  { name: `kubectl ${kubernetesVersion}`, kubectl: programs.kubectl },
  ...(installed === undefined ? [] : [{ name: 'the installed kubectl', kubectl: installed }]),
];

/** A Rok registry whose pod is in a real cluster. */
export interface ClusterBench {
  readonly cluster: Cluster;
  readonly world: RokWorld;
  readonly settings: ManageSettings;
  /** Whether the node is lost after the output of the next command. */
  readonly loses: { next: boolean };
  /** Base address of the registry. */
  readonly url: string;
  /** Has a context for each user, named after it, and `certificate`, `anonymous` and `wrong`. */
  readonly kubeconfig: string;
  open(transport: Transport): Kubernetes & KubeObjects;
  close(): Promise<void>;
}

/** Starts everything; the programs are built before. */
export async function startBench(): Promise<ClusterBench> {
  const common = { clock: systemClock(), random: new Random('cluster'), recorder: new Recorder() };
  const world = new RokWorld(common.random, common.clock);
  populate(world);
  const settings: ManageSettings = { format: 'columns', stderrNoise: '', redirectsNobody: false };
  const loses = { next: false };
  const cluster = await Cluster.start(programs, (argv): CommandAnswer => {
    const said = manage(argv, world, settings);
    if (said === 'missing') return { missing: true };
    const lost = loses.next;
    loses.next = false;
    return { ...said, stdout: [said.stdout].flat().join(''), lost };
  });
  const { authority, directory } = cluster;
  const registry = await startServer({
    ...common,
    leaf: await authority.issue({ names: SANDBOX_NAMES }),
    name: 'rok',
    handle: (request) => serveRegistry(request, world, settings),
  });
  const at = { server: cluster.url, ca: authority.pem };
  const leaf = await authority.issue({ names: ['developer'], client: true });
  const kubeconfig = await writeKubeconfig(path.join(directory, 'kubeconfig.yaml'), [
    ...users.map((name) => ({ ...at, name, user: { token: cluster.tokens[name] } })),
    { ...at, name: 'certificate', user: certificateUser(leaf) },
    { ...at, name: 'anonymous', user: {} },
    { ...at, name: 'wrong', user: { token: 'nobody-has-this-one' } },
  ]);
  return {
    cluster,
    world,
    settings,
    loses,
    url: `${registry.url}${REGISTRY_PATH}`,
    kubeconfig,
    open: ({ kubectl }) => {
      const kube = {
        transport: kubectl === undefined ? ('built-in' as const) : ('kubectl' as const),
        kubeconfig,
        kubectl: kubectl ?? 'kubectl',
        home: directory,
        environment: { PATH: process.env['PATH'], HOME: directory },
        proxy: noProxySettings,
        untrusted: [],
      };
      return openKubernetes(() => kube, new SingleUseFiles(path.join(directory, 'spent')));
    },
    close: async () => {
      await registry.close();
      await cluster[Symbol.asyncDispose]();
    },
  };
}
