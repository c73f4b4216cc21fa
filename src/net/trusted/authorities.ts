import { getCACertificates } from 'node:tls';

/**
 * The authorities of this machine, PEM: Node's own with those of `NODE_EXTRA_CA_CERTS` and, when
 * asked for, those of the operating system. The first call may read the system's store.
 */
export function machineAuthorities(systemCertificates: boolean): readonly string[] {
  const own = getCACertificates('default');
  return systemCertificates ? [...new Set([...own, ...getCACertificates('system')])] : own;
}
