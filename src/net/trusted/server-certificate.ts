import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { CertificateFault, ServerCertificate } from '../../core/certificate.ts';

/** SHA-256 of the leaf certificate, lower-case hex without separators; empty when there is none. */
export function leafFingerprint(socket: TLSSocket): string {
  const leaf = socket.getPeerX509Certificate();
  return leaf === undefined ? '' : fingerprint(leaf);
}

/** What the server presented, for a person to judge. */
export function serverCertificate(
  socket: TLSSocket,
  host: string,
  reason: CertificateFault,
): ServerCertificate | undefined {
  const leaf = socket.getPeerX509Certificate();
  if (leaf === undefined) return undefined;
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

function fingerprint(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
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
