import { createSecureContext, type SecureContext } from 'node:tls';
import type { TlsTrust } from '../../core/account.ts';
import { machineAuthorities } from './authorities.ts';

interface Authorities {
  readonly machine: readonly string[];
  readonly ca: string | undefined;
  readonly context: SecureContext;
}

/** As many as a handful of accounts need; each holds the authorities of the machine. */
const mostCached = 4;
let cached: readonly Authorities[] = [];

/** For a server that is known by its fingerprint: nobody has to vouch for it. */
export const trustsNobody = (): SecureContext => contextOf(nobody, undefined);
const nobody: readonly string[] = [];

/** For what the authorities of the account alone vouch for; those of the machine are not read. */
export const trustsOwn = ({ ca }: TlsTrust): SecureContext => contextOf(nobody, ca);

/** What certificates are checked against: authorities of the account and of the machine. */
export const trusts = ({ ca }: TlsTrust, systemCertificates: boolean): SecureContext =>
  contextOf(machineAuthorities(systemCertificates), ca);

/**
 * OpenSSL takes ten milliseconds and more to read hundreds of certificates, and nothing else runs in
 * the extension host meanwhile. Hence they are read once for all connections, and again when the
 * machine's have changed.
 */
function contextOf(machine: readonly string[], ca: string | undefined): SecureContext {
  const known =
    cached.find((entry) => entry.machine === machine && entry.ca === ca) ?? read(machine, ca);
  cached = [known, ...cached.filter((entry) => entry !== known)].slice(0, mostCached);
  return known.context;
}

function read(machine: readonly string[], ca: string | undefined): Authorities {
  const all = ca === undefined ? [...machine] : [ca, ...machine];
  // An authority need not be a root: people are given intermediates.
  return { machine, ca, context: createSecureContext({ ca: all, allowPartialTrustChain: true }) };
}
