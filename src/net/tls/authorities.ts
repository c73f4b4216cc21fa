import { getCACertificates } from 'node:tls';

let last:
  { own: readonly string[]; system: readonly string[]; both: readonly string[] } | undefined;

/**
 * The authorities of this machine, PEM: Node's own with those of `NODE_EXTRA_CA_CERTS` and, when
 * asked for, those of the operating system. The first call may read the system's store. The list is
 * the very same one until something about it changes.
 */
export function machineAuthorities(systemCertificates: boolean): readonly string[] {
  const own = getCACertificates('default');
  if (!systemCertificates) return own;
  const system = getCACertificates('system');
  if (last?.own !== own || last.system !== system) {
    last = { own, system, both: [...new Set([...own, ...system])] };
  }
  return last.both;
}
