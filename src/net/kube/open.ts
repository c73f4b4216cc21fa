import { stat } from 'node:fs/promises';
import { RegistryError } from '../../core/errors.ts';
import type { SingleUse } from '../../core/single-use.ts';
import { ApiServer } from './api/api-server.ts';
import type { Cluster } from './cluster.ts';
import { clientCertificate } from './credentials/certificate.ts';
import { readPlugin } from './credentials/plugin-config.ts';
import { credentialSource } from './credentials/source.ts';
import { findAccess, listContexts } from './kubeconfig/access.ts';
import { kubeconfigFiles } from './kubeconfig/files.ts';
import { type Kubeconfig, loadKubeconfig } from './kubeconfig/load.ts';
import { Kubectl } from './kubectl/kubectl.ts';
import type { KubeObjects, Kubernetes, PodPlace } from './kubernetes.ts';
import { findProgram } from './program.ts';
import { selectPod } from './select-pod.ts';
import type { KubeSettings } from './settings.ts';

/**
 * Opens the clusters of this machine. Settings are read at each call; connections, credentials and
 * chosen pods are kept while neither the settings nor the kubeconfig files change.
 *
 * @param singleUse remembers refresh tokens that were sent, over the end of this process
 */
export function openKubernetes(
  settings: () => KubeSettings,
  singleUse: SingleUse,
): Kubernetes & KubeObjects {
  let known: { readonly key: string; readonly loading: Promise<Known> } | undefined;
  const current = async (): Promise<Known> => {
    const key = await fingerprint(settings());
    // One for all who ask meanwhile: credentials of their own would be renewed by each.
    const entry = known?.key === key ? known : { key, loading: load(settings()) };
    known = entry;
    try {
      return await entry.loading;
    } catch (error) {
      if (known === entry) known = undefined;
      throw error;
    }
  };
  const clusterOf = ({ config, clusters }: Known, context: string): Cluster => {
    const cluster = clusters.get(context) ?? open(config, context, { settings, singleUse });
    clusters.set(context, cluster);
    return cluster;
  };
  return {
    contexts: async () => listContexts((await current()).config),
    get: async (context, path, signal) => clusterOf(await current(), context).get(path, signal),
    change: async (context, change, signal) =>
      clusterOf(await current(), context).change(change, signal),
    run: async (target, argv, signal) => {
      const known = await current();
      const { places } = known;
      const cluster = clusterOf(known, target.context);
      const key = JSON.stringify(target);
      const remembered = places.get(key);
      const runIn = async (place: PodPlace) => {
        const forget = () => places.get(key)?.pod === place.pod && places.delete(key);
        try {
          const result = await cluster.exec(place, argv, signal);
          // Where a command did not come to its end, the next one looks for a pod again.
          if ('exitCode' in result.ended) places.set(key, result.place);
          else forget();
          return result;
        } catch (error) {
          forget();
          throw error;
        }
      };
      if (remembered !== undefined) {
        try {
          return await runIn(remembered);
        } catch (error) {
          // Nothing was run: the pod may have been replaced, or its node may be dead.
          if (!isOfThePod(error)) throw error;
          const place = await selectPod(cluster, target, signal);
          if (place.pod === remembered.pod && place.container === remembered.container) throw error;
          return runIn(place);
        }
      }
      return runIn(await selectPod(cluster, target, signal));
    },
  };
}

/** Failures that another pod may not have; those of the sign-in and of the person are not. */
const isOfThePod = (error: unknown): boolean =>
  error instanceof RegistryError &&
  ['not-found', 'unreachable', 'server', 'protocol', 'conflict'].includes(error.code);

interface Means {
  readonly settings: () => KubeSettings;
  readonly singleUse: SingleUse;
}

interface Known {
  readonly config: Kubeconfig;
  readonly clusters: Map<string, Cluster>;
  /** The pod that answered last, by target. */
  readonly places: Map<string, PodPlace>;
}

const load = async (settings: KubeSettings): Promise<Known> => ({
  config: await loadKubeconfig(settings),
  clusters: new Map(),
  places: new Map(),
});

function open(config: Kubeconfig, context: string, { settings, singleUse }: Means): Cluster {
  const access = findAccess(config, context);
  if (settings().transport === 'built-in') {
    return new ApiServer(access, credentialSource(access, settings, singleUse), settings);
  }
  // Told in words of ours, as for the other transport.
  clientCertificate(access);
  // kubectl starts the plugin by itself: whether it may is decided before.
  if (access.user.exec !== undefined) {
    findProgram(readPlugin(access.user.exec, context).command, settings().home, settings());
  }
  return new Kubectl(access, config.files, settings);
}

/** Tells one state of settings and files from another. */
async function fingerprint(settings: KubeSettings): Promise<string> {
  const files = kubeconfigFiles(settings);
  const times = await Promise.all(
    files.map(async (file) => {
      try {
        const { mtimeMs, size } = await stat(file);
        return [file, mtimeMs, size];
      } catch {
        return [file];
      }
    }),
  );
  const { transport, kubectl, untrusted } = settings;
  return JSON.stringify([times, transport, kubectl, untrusted]);
}
