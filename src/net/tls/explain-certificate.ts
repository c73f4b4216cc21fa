import type { CertificateFault, ServerCertificate } from '../../core/certificate.ts';
import { t } from '../../core/l10n.ts';

/** Says why the certificate of a host was refused, as exactly as it could be looked at. */
export function explainCertificate(
  host: string,
  reason: CertificateFault,
  certificate: ServerCertificate | undefined,
): string {
  switch (reason) {
    case 'unknown-authority':
      if (certificate === undefined) {
        return t('The certificate of {0} was issued by an authority that is not trusted.', host);
      }
      return certificate.selfSigned
        ? t('The certificate of {0} is self-signed, so nobody vouches for it.', host)
        : t(
            'The certificate of {0} was issued by an authority that is not trusted: {1}.',
            host,
            certificate.issuer,
          );
    case 'expired':
      return certificate === undefined
        ? t('The certificate of {0} has expired.', host)
        : t('The certificate of {0} expired on {1}.', host, day(certificate.validTo));
    case 'not-yet-valid':
      return certificate === undefined
        ? t('The certificate of {0} is not valid yet; is the clock of this machine right?', host)
        : t(
            'The certificate of {0} is not valid before {1}; is the clock of this machine right?',
            host,
            day(certificate.validFrom),
          );
    case 'wrong-name':
      return certificate === undefined || certificate.names.length === 0
        ? t('The certificate of {0} is for another name.', host)
        : t('The certificate of {0} is for {1}.', host, list(certificate.names));
    case 'pin-mismatch':
      return t(
        '{0} presents a different certificate from the one that this account trusts. If it was not renewed, somebody may be intercepting the connection.',
        host,
      );
    default:
      return t('The certificate of {0} is not acceptable.', host);
  }
}

/** The first few names; a certificate can have hundreds. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? t('{0} and others', shown) : shown;
}

function day(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : t('an unknown day');
}
