import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { CertificateFault, ServerCertificate } from '../../core/certificate.ts';

/**
 * The certificate that a server presented. To be asked for once: Node takes it off the chain, and
 * has none when it is asked again.
 */
export const presented = (socket: TLSSocket): X509Certificate | undefined =>
  socket.getPeerX509Certificate();

/** SHA-256 of a certificate, lower-case hex without separators. */
export function fingerprint(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** What the server presented, for a person to judge. */
export function serverCertificate(
  leaf: X509Certificate,
  host: string,
  reason: CertificateFault,
): ServerCertificate {
  const top = topOfChain(leaf);
  return {
    host,
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    names: names(leaf.subjectAltName ?? ''),
    validFrom: Date.parse(leaf.validFrom),
    validTo: Date.parse(leaf.validTo),
    fingerprint256: fingerprint(leaf),
    selfSigned: leaf.subject === leaf.issuer && leaf.verify(leaf.publicKey),
    ...(top.ca ? { authority: { subject: oneLine(top.subject), pem: top.toString() } } : {}),
    reason,
  };
}

function topOfChain(leaf: X509Certificate): X509Certificate {
  const seen = new Set<string>();
  let top = leaf;
  while (top.issuerCertificate !== undefined && !seen.has(top.fingerprint256)) {
    seen.add(top.fingerprint256);
    top = top.issuerCertificate;
  }
  return top;
}

/** `CN=a\nO=b` as `CN=a, O=b`. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}

/** `DNS:a.test, IP Address:127.0.0.1` as `['a.test', '127.0.0.1']`. */
function names(subjectAltName: string): readonly string[] {
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.){0,512}"|[^,]+)/g)].map(
    (match) => match[1] ?? '',
  );
}
