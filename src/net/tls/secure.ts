import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { TlsTrust } from '../../core/account.ts';
import { WireFault } from '../http/fault.ts';
import { arrival, hangUp } from '../http/socket.ts';
import { bareHost } from '../http/url.ts';
import type { Authorities } from './own-ca-first.ts';
import { trusts, trustsNobody, trustsOwn } from './secure-context.ts';
import { fingerprint, presented, serverCertificate } from './server-certificate.ts';

export interface TlsPeer {
  readonly hostname: string;
  /** As it is said to a person: with the port when it is not the usual one. */
  readonly host: string;
}

/** Which authorities a certificate is checked against, see `OwnCaFirst`. */
export interface Against {
  readonly authorities: Authorities;
  readonly systemCertificates: boolean;
}

/**
 * Makes an open connection secure, and gives it only when the server is trusted: by a pinned
 * fingerprint, which stands for name, chain and dates, or by the authorities of the account and,
 * if they are wanted, of the machine. Nothing is written before.
 */
export async function secure(
  stream: Socket,
  peer: TlsPeer,
  trust: TlsTrust,
  against: Against,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const pin = trust.fingerprint256;
  const socket = startTls(stream, peer, {
    // Without a pin Node checks everything itself. With one, the check is below.
    rejectUnauthorized: pin === undefined,
    secureContext: pin === undefined ? contextFor(trust, against) : trustsNobody(),
  });
  await arrival(socket, 'secureConnect', signal, 'not-tls');
  if (pin === undefined) return socket;
  const leaf = presented(socket);
  if (leaf === undefined || fingerprint(leaf) !== pin) {
    hangUp(socket);
    throw new WireFault('certificate', {
      reason: 'pin-mismatch',
      ...(leaf && { certificate: serverCertificate(leaf, peer.host, 'pin-mismatch') }),
    });
  }
  return socket;
}

const contextFor = (trust: TlsTrust, { authorities, systemCertificates }: Against) =>
  authorities === 'own' ? trustsOwn(trust) : trusts(trust, systemCertificates);

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
