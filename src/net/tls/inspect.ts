import type { TlsTrust } from '../../core/account.ts';
import type { ServerCertificate } from '../../core/certificate.ts';
import { certificateFault } from '../http/classify.ts';
import { arrival, connectTimeoutMs, hangUp } from '../http/socket.ts';
import { proxyFor, type ProxySettings } from '../proxy/proxy.ts';
import { openStream } from '../proxy/stream.ts';
import { startTls } from './secure.ts';
import { trusts } from './secure-context.ts';
import { presented, serverCertificate } from './server-certificate.ts';

/**
 * Shakes hands with a server to see its certificate, whatever that is, and hangs up: nothing is
 * sent, so an untrusted certificate does no harm here. `reason` says what is wrong with it
 * (`other` when nothing is). Rejects like a connection of the trusted route.
 */
export async function inspectCertificate(
  target: URL,
  settings: ProxySettings,
  trust: TlsTrust,
  signal: AbortSignal,
): Promise<ServerCertificate | undefined> {
  const { systemCertificates } = settings;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]);
  const proxy = proxyFor(target, settings);
  const stream = await openStream(target, proxy, systemCertificates, limit);
  const socket = startTls(stream, target, {
    rejectUnauthorized: false,
    secureContext: trusts(trust, systemCertificates),
  });
  await arrival(socket, 'secureConnect', limit, 'not-tls');
  try {
    // Typed as an error; it is the code of one.
    const problem = String(socket.authorizationError);
    const leaf = presented(socket);
    return leaf && serverCertificate(leaf, target.host, certificateFault(problem) ?? 'other');
  } finally {
    hangUp(socket);
  }
}
