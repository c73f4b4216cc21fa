import { RegistryError } from '../../../core/errors.ts';
import type { Reader } from '../../shared/rest/rest-client.ts';
import type { Namespace } from '../rows/names.ts';
import {
  atLeast,
  type Config,
  readConfig,
  readRoutes,
  usualConfig,
  type Version,
} from '../wire/config.ts';
import type { QuayApi } from './api.ts';

/** What a server can do, learned without signing in (docs/registries/quay.md §0). */
export interface ServerFacts extends Omit<Config, 'serverHostname' | 'version'>, Features {
  /** Host and port that images are named by. */
  readonly registryHost: string;
}

/** What came with one version or another. */
interface Features {
  /** Whether robots of a namespace of that kind can be keyless. */
  readonly federation: Readonly<Record<Namespace['kind'], boolean>>;
  /** Whether API tokens of applications can be listed and issued. */
  readonly listsApiTokens: boolean;
}

/**
 * Asks the server: two requests at once. Its routes say what it can do, whatever it calls itself:
 * builds from source carry versions that they need not be (docs/registries/quay.md §8).
 */
export async function askServer(api: QuayApi, signal: AbortSignal): Promise<ServerFacts> {
  const [{ serverHostname, version, ...config }, features] = await Promise.all([
    askConfig(api, signal),
    askRoutes(api, signal),
  ]);
  return {
    ...config,
    registryHost: serverHostname ?? api.host,
    ...(features ?? featuresOf(version)),
  };
}

/** A proxy in front may let only the API through: then nothing is known, and nothing is wrong. */
const askConfig = (api: QuayApi, signal: AbortSignal): Promise<Config> =>
  ask(api, '/config', readConfig, usualConfig, signal);

const askRoutes = (api: QuayApi, signal: AbortSignal): Promise<Features | undefined> =>
  ask(api, '/api/v1/discovery', readFeatures, undefined, signal);

/** Where the listing of routes cannot be had; without a version the server is taken for a recent one. */
const featuresOf = (version: Version | undefined): Features => {
  const since = (wanted: Version) => version === undefined || atLeast(version, wanted);
  return {
    federation: { organization: since([3, 13, 0]), user: since([3, 17, 2]) },
    listsApiTokens: since([3, 18, 0]),
  };
};

const readFeatures: Reader<Features> = (json) => {
  const routes = readRoutes(json);
  const has = (route: RegExp) => routes.some((path) => route.test(path));
  return {
    federation: {
      organization: has(/\/organization\/\{\w+\}\/robots\/\{\w+\}\/federation$/),
      user: has(/\/user\/robots\/\{\w+\}\/federation$/),
    },
    listsApiTokens: has(/\/applications\/\{\w+\}\/tokens$/),
  };
};

/** Anonymous; `fallback` for a server that will not tell, an error for one that cannot at the moment. */
async function ask<T>(
  api: QuayApi,
  path: string,
  read: Reader<T>,
  fallback: T,
  signal: AbortSignal,
): Promise<T> {
  try {
    const reply = await api.fetch(path, signal);
    if (reply.status === 200) return api.read(reply, read);
    if (reply.status === 429 || reply.status >= 500) throw api.failure(reply);
    return fallback;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'protocol') return fallback;
    throw error;
  }
}
