import { X509Certificate } from 'node:crypto';

/** Certificates to trust, and how each of them is shown to a person who is asked. */
export interface PemCertificates {
  /** Nothing but the certificates, as the text will be kept. */
  readonly pem: string;
  readonly certificates: readonly X509Certificate[];
}

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';

/**
 * The certificates of a PEM text; `undefined` when it has none, when one of them cannot be read, or
 * when anything else stands in it that begins like PEM: a private key must not be kept in the open.
 * Node ignores what it cannot read in a list of authorities, so it is better told at once.
 */
export function pemCertificates(text: string): PemCertificates | undefined {
  const [before = '', ...blocks] = text.split(begin);
  const certificates: X509Certificate[] = [];
  if (before.includes('-----')) return undefined;
  for (const block of blocks) {
    const [body = '', after, ...more] = block.split(end);
    if (after === undefined || more.length > 0 || after.includes('-----')) return undefined;
    try {
      certificates.push(new X509Certificate(`${begin}${body}${end}`));
    } catch {
      return undefined;
    }
  }
  if (certificates.length === 0) return undefined;
  return { pem: certificates.map((certificate) => certificate.toString()).join(''), certificates };
}
