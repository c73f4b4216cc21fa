import { isIP } from 'node:net';
import { connect, createSecureContext } from 'node:tls';
import type { buildConnector } from 'undici';
import { arrival, connectTimeoutMs } from '../../http/socket.ts';
import { bareHost } from '../../http/url.ts';
import { proxyFor, type ProxySettings } from '../../proxy/proxy.ts';
import { openStream } from '../../proxy/stream.ts';
import { machineAuthorities } from '../../tls/authorities.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';

/** The proxy on the way to an API server: the kubeconfig's, else the one the editor names. */
export function proxyOf(access: ClusterAccess, settings: ProxySettings): URL | undefined {
  return access.proxyUrl === undefined
    ? proxyFor(access.server, settings)
    : (URL.parse(access.proxyUrl) ?? undefined);
}

/**
 * Opens connections to one API server, never through the editor's patched modules: they would drop
 * the client certificate and the kubeconfig's own proxy. Made once per certificate and settings.
 */
export function connector(
  access: ClusterAccess,
  certificate: Credentials['certificate'],
  settings: ProxySettings,
): buildConnector.connector {
  const { server, ca, serverName } = access;
  const { systemCertificates } = settings;
  const proxy = proxyOf(access, settings);
  const name = serverName ?? bareHost(server.hostname);
  const secureContext = createSecureContext({
    ca: ca === undefined ? [...machineAuthorities(systemCertificates)] : [ca],
    allowPartialTrustChain: true,
    ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key.reveal() }),
  });
  const open = async () => {
    const signal = AbortSignal.timeout(connectTimeoutMs);
    const stream = await openStream(server, proxy, systemCertificates, signal);
    if (server.protocol === 'http:') return stream;
    stream.on('error', () => undefined);
    const socket = connect({
      socket: stream,
      host: name,
      servername: isIP(name) === 0 ? name : '',
      ALPNProtocols: ['http/1.1'],
      secureContext,
      // Said, so that nothing in the environment decides it.
      rejectUnauthorized: true,
      // Those of the context count; without a list the editor's patch would add its own to them.
      ca: [],
    });
    await arrival(socket, 'secureConnect', signal, 'not-tls');
    return socket;
  };
  return (_options, callback) => {
    open().then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error as Error, null),
    );
  };
}
