import type { TlsTrust } from '../../core/account.ts';
import type { CertificateFault, ServerCertificate } from '../../core/certificate.ts';
import { t } from '../../core/l10n.ts';
import { pemCertificates } from '../../net/tls/pem-certificates.ts';
import type { Button } from '../doors/messages.ts';
import type { Services } from '../services.ts';

/** Bytes; all authorities that a system trusts take a quarter of it. */
const longestFile = 1024 * 1024;

/**
 * Shows who presented a certificate that is not trusted, and offers to trust it for one account.
 * Resolves with the trust that was chosen.
 */
export async function askForTrust(
  certificate: ServerCertificate,
  { messages, files }: Pick<Services, 'messages' | 'files'>,
): Promise<TlsTrust | undefined> {
  const { authority } = certificate;
  const byName = certificate.reason === 'unknown-authority' && authority !== undefined;
  const buttons: Button<'authority' | 'pin' | 'file'>[] = [
    ...(byName ? [{ label: t('Trust This Authority'), value: 'authority' as const }] : []),
    { label: t('Trust This Fingerprint'), value: 'pin' },
    { label: t('Choose CA File…'), value: 'file' },
  ];
  const chosen = await messages.confirmDanger(
    t('The certificate of {0} is not trusted: {1}.', certificate.host, fault(certificate.reason)),
    describe(certificate),
    t('Do Not Trust'),
    ...buttons,
  );
  switch (chosen) {
    case 'authority':
      return authority === undefined ? undefined : { ca: authority.pem };
    case 'pin':
      return { fingerprint256: certificate.fingerprint256 };
    case 'file':
      return chooseFile({ messages, files });
    case undefined:
      return undefined;
  }
}

function describe(certificate: ServerCertificate): string {
  const date = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const lines = [
    t('Subject: {0}', certificate.subject),
    t('Issued by: {0}', certificate.selfSigned ? t('itself') : certificate.issuer),
    t('Valid for: {0}', certificate.names.join(', ') || t('no name')),
    t('Valid from {0} to {1}', date(certificate.validFrom), date(certificate.validTo)),
    t('SHA-256 fingerprint: {0}', colons(certificate.fingerprint256)),
  ];
  if (certificate.authority !== undefined) {
    lines.push(t('Authority it presents: {0}', certificate.authority.subject));
  }
  lines.push(
    '',
    t(
      'Compare the fingerprint with the one the registry’s operator tells you. Your choice counts for this account only; a fingerprint is trusted until the server’s certificate changes.',
    ),
  );
  return lines.join('\n');
}

const colons = (hex: string) => hex.toUpperCase().match(/../g)?.join(':') ?? hex;

function fault(reason: CertificateFault): string {
  switch (reason) {
    case 'unknown-authority':
      return t('nobody this machine trusts has signed it');
    case 'expired':
      return t('it has expired');
    case 'not-yet-valid':
      return t('it is not valid yet');
    case 'wrong-name':
      return t('it is for another host name');
    case 'pin-mismatch':
      return t('it is not the one you trusted before');
    case 'other':
      return t('it could not be checked');
  }
}

async function chooseFile({
  messages,
  files,
}: Pick<Services, 'messages' | 'files'>): Promise<TlsTrust | undefined> {
  const file = await files.choose({
    title: t('Choose the PEM file of the certificate authority'),
    filters: { [t('Certificates')]: ['pem', 'crt', 'cer'] },
  });
  if (file === undefined) return undefined;
  const found =
    file.size > longestFile
      ? undefined
      : pemCertificates(new TextDecoder().decode(await file.read()));
  if (found === undefined) {
    await messages.error(t('{0} is not a PEM file with certificates and nothing else.', file.name));
    return undefined;
  }
  return { ca: found.pem };
}
