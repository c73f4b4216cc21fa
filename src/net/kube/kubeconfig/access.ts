import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { isLoopback } from '../../http/url.ts';
import { isUsableProxy } from '../../proxy/stream.ts';
import type { KubeContext } from '../kubernetes.ts';
import type { WrittenCluster } from './entries.ts';
import type { Kubeconfig, LocatedUser } from './load.ts';
import { pem } from './pem.ts';

/** How one context reaches its API server. */
export interface ClusterAccess {
  readonly context: string;
  readonly server: URL;
  /** Authority of the server, PEM; without it the machine's own count. */
  readonly ca: string | undefined;
  /** Name to ask for and to check the certificate against, where it is not the address's. */
  readonly serverName: string | undefined;
  readonly proxyUrl: string | undefined;
  readonly user: LocatedUser;
  readonly written: WrittenCluster;
}

export function listContexts(config: Kubeconfig): readonly KubeContext[] {
  return config.contexts.map(({ name, cluster, user, namespace = 'default' }) => ({
    name,
    server: config.clusters.find((entry) => entry.name === cluster)?.server ?? '',
    userName: user,
    namespace,
    isCurrent: name === config.currentContext,
  }));
}

/**
 * Finds what a context stands for. Rejects with `not-found` for a context, cluster or user that is
 * missing, and with `unsupported` where the kubeconfig switches off what keeps tokens safe.
 */
export function findAccess(config: Kubeconfig, context: string): ClusterAccess {
  const found = config.contexts.find(({ name }) => name === context);
  if (found === undefined) {
    throw incomplete(
      t('The kubeconfig has no context “{0}”. It has: {1}.', context, names(config.contexts)),
    );
  }
  const cluster = config.clusters.find(({ name }) => name === found.cluster);
  if (cluster === undefined) {
    throw incomplete(
      t('The context “{0}” names the cluster “{1}”, which is missing.', context, found.cluster),
    );
  }
  const user = config.users.find(({ name }) => name === found.user);
  if (user === undefined) {
    throw incomplete(
      t('The context “{0}” names the user “{1}”, which is missing.', context, found.user),
    );
  }
  if (cluster.skipTlsVerify) {
    throw unsafe(
      t(
        'The context “{0}” switches the check of the server’s certificate off (insecure-skip-tls-verify). Name the cluster’s authority in the kubeconfig instead (certificate-authority-data).',
        context,
      ),
    );
  }
  if (user.impersonation?.user === '') {
    throw new RegistryError(
      'invalid-input',
      t(
        'The user of the context “{0}” impersonates groups, a UID or extras without a user to impersonate (as).',
        context,
      ),
      { repair: 'retry' },
    );
  }
  const server = URL.parse(cluster.server);
  if (server === null || !/^https?:$/.test(server.protocol)) {
    throw incomplete(t('The server of the context “{0}” is not an address.', context));
  }
  if (server.protocol === 'http:' && !isLoopback(server.hostname)) {
    throw unsafe(t('The server of the context “{0}” is reached over plain http.', context));
  }
  if (cluster.proxyUrl !== undefined) {
    const proxy = URL.parse(cluster.proxyUrl);
    if (proxy === null || !isUsableProxy(proxy)) {
      throw new RegistryError(
        'invalid-input',
        t(
          'The proxy-url of the context “{0}” is not the address of an http, https or socks5 proxy.',
          context,
        ),
        { repair: 'retry' },
      );
    }
  }
  return {
    context,
    server,
    ca: pem(context, cluster.caFile, cluster.caData),
    serverName: cluster.serverName,
    proxyUrl: cluster.proxyUrl,
    user,
    written: cluster.written,
  };
}

function names(entries: readonly { readonly name: string }[]): string {
  return entries.map(({ name }) => name).join(', ') || t('none');
}

const incomplete = (message: string) =>
  new RegistryError('not-found', message, { repair: 'edit-account' });

const unsafe = (message: string) => new RegistryError('unsupported', message, { repair: null });
