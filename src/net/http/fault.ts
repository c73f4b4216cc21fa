import type { CertificateFault, ServerCertificate } from '../../core/certificate.ts';

/** What can go wrong on the way to a server and back. */
export type FaultName =
  | 'unknown-host'
  | 'names-unavailable'
  | 'refused'
  | 'no-route'
  /** `fetch` opens no connections to ports that are known for other services. */
  | 'blocked-port'
  | 'connect-timeout'
  | 'certificate'
  /** The other side hangs up in the handshake, or what it says is not TLS. */
  | 'not-tls'
  /** It refuses the handshake in TLS: it wants a certificate from us, or no cipher is shared. */
  | 'tls-refused'
  | 'proxy-refused'
  | 'proxy-unusable'
  | 'socks-refused'
  | 'dropped'
  | 'malformed'
  | 'too-long'
  | 'unexplained';

/** Why a SOCKS proxy opens no connection. */
export type SocksRefusal = 'sign-in' | 'not-allowed' | 'unreachable' | 'failed';

export interface FaultDetails {
  readonly cause?: unknown;
  /** Why a certificate was refused. */
  readonly reason?: CertificateFault;
  readonly certificate?: ServerCertificate;
  /** What the proxy answered. */
  readonly status?: number;
  readonly socks?: SocksRefusal;
  /** The name that was looked up, or the port that was connected to, in vain. */
  readonly contacted?: { readonly hostname?: string; readonly port?: number };
  /** Whether it was the proxy that could not be reached or trusted, and not the server. */
  readonly atProxy?: boolean;
}

/** A failure of the wire, told apart. It stays below the client, which says it in a sentence. */
export class WireFault extends Error {
  override readonly name = 'WireFault';
  readonly fault: FaultName;
  readonly details: FaultDetails;

  constructor(fault: FaultName, details: FaultDetails = {}) {
    super(fault, details.cause === undefined ? undefined : { cause: details.cause });
    this.fault = fault;
    this.details = details;
  }
}

/** Faults that come before the first byte of a request has left. */
const unsent: ReadonlySet<FaultName> = new Set<FaultName>([
  'unknown-host',
  'names-unavailable',
  'refused',
  'no-route',
  'blocked-port',
  'connect-timeout',
  'certificate',
  'not-tls',
  'tls-refused',
  'proxy-refused',
  'proxy-unusable',
  'socks-refused',
]);

/** Whether it is certain that the server has seen nothing of the request. */
export function nothingWasSent(fault: WireFault): boolean {
  return unsent.has(fault.fault);
}
