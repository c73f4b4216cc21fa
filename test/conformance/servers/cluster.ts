import { homedir } from 'node:os';
import type { SingleUse } from '../../../src/core/single-use.ts';
import { noProxySettings } from '../../../src/net/proxy/proxy.ts';
import { credentialSource } from '../../../src/net/kube/credentials/source.ts';
import { impersonationHeaders } from '../../../src/net/kube/api/impersonation.ts';
import { findAccess } from '../../../src/net/kube/kubeconfig/access.ts';
import { loadKubeconfig } from '../../../src/net/kube/kubeconfig/load.ts';
import type { KubeSettings } from '../../../src/net/kube/settings.ts';
import { send } from '../../sandbox/client.ts';
import type { Ask } from './row.ts';

/** A way to an API server, and the secrets that are shown to it. */
export interface ClusterWay {
  readonly ask: Ask;
  readonly secrets: readonly string[];
}

/** One run sends a refresh token once, and ends. */
const unremembered: SingleUse = {
  spend: () => Promise.resolve(undefined),
  refuse: () => Promise.resolve(),
  giveBack: () => Promise.resolve(),
};

/** The way to the API server of a context, with the credentials that the extension would show. */
export async function wayToCluster(
  context: string,
  environment: NodeJS.ProcessEnv,
): Promise<ClusterWay> {
  const settings: KubeSettings = {
    transport: 'built-in',
    kubeconfig: '',
    kubectl: 'kubectl',
    home: homedir(),
    environment,
    proxy: noProxySettings,
    untrusted: [],
  };
  const access = findAccess(await loadKubeconfig(settings), context);
  const source = credentialSource(access, () => settings, unremembered);
  const { authorization, certificate, impersonation } = await source.get(
    new AbortController().signal,
  );
  const base = access.server.href.replace(/\/$/, '');
  const reached = {
    ...(access.ca === undefined ? {} : { ca: access.ca }),
    ...(access.serverName === undefined ? {} : { servername: access.serverName }),
  };
  const signedIn = {
    headers: {
      ...(authorization === undefined ? {} : { authorization: authorization.reveal() }),
      ...(impersonation === undefined ? {} : impersonationHeaders(impersonation)),
    },
    ...(certificate === undefined
      ? {}
      : { certificate: { cert: certificate.cert, key: certificate.key.reveal() } }),
  };
  return {
    ask: (path, { anonymous, ...call } = {}) =>
      send(`${base}${path}`, { ...(anonymous === true ? {} : signedIn), ...reached, ...call }),
    secrets: authorization === undefined ? [] : [authorization.reveal().replace(/^\S+ /, '')],
  };
}
