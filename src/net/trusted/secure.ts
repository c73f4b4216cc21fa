import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { TlsTrust } from '../../core/account.ts';
import { WireFault } from '../fault.ts';
import { bareHost } from '../url.ts';
import { trusts, trustsNobody } from './secure-context.ts';
import { leafFingerprint, serverCertificate } from './server-certificate.ts';
import { arrival, hangUp } from './socket.ts';

export interface TlsPeer {
  readonly hostname: string;
  /** As it is said to a person: with the port when it is not the usual one. */
  readonly host: string;
}

/**
 * Makes an open connection secure, and gives it only when the server is trusted: by a pinned
 * fingerprint, which stands for name, chain and dates, or by the authorities of the account and of
 * the machine. Nothing is written before.
 */
export async function secure(
  stream: Socket,
  peer: TlsPeer,
  trust: TlsTrust,
  systemCertificates: boolean,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const pin = trust.fingerprint256;
  const socket = startTls(stream, peer, {
    // Without a pin Node checks everything itself. With one, the check is below.
    rejectUnauthorized: pin === undefined,
    secureContext: pin === undefined ? trusts(trust, systemCertificates) : trustsNobody(),
  });
  await arrival(socket, 'secureConnect', signal, 'not-tls');
  if (pin !== undefined && leafFingerprint(socket) !== pin) {
    const certificate = serverCertificate(socket, peer.host, 'pin-mismatch');
    hangUp(socket);
    throw new WireFault('certificate', {
      reason: 'pin-mismatch',
      ...(certificate === undefined ? {} : { certificate }),
    });
  }
  return socket;
}

/**
 * Begins the handshake. A list of authorities is always given, although only those of the context
 * count: without one, the editor's patch of `tls.connect` would add its own to the context.
 */
export function startTls(
  stream: Socket,
  peer: TlsPeer,
  checks: { readonly rejectUnauthorized: boolean; readonly secureContext: SecureContext },
): TLSSocket {
  const host = bareHost(peer.hostname);
  stream.on('error', () => undefined);
  return connect({
    ...checks,
    ca: [],
    socket: stream,
    host,
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
  });
}
