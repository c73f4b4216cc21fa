import { X509Certificate } from 'node:crypto';
import { formatInstant } from '../core/instant.ts';
import { t } from '../core/l10n.ts';
import type { Values } from '../core/values.ts';
import { textsOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import type { Enclosure } from './decoded.ts';
import { member } from './decoded.ts';
import type { Row } from './row.ts';

/** More certificates than any chain has. */
const most = 20;

/**
 * The certificates that a header brings along (RFC 7515 §4.1.6), to be looked at. They are never
 * used for a check: whoever signs a token can put any certificate there.
 */
export function certificatesOf(header: Values): readonly Enclosure[] {
  const chain = textsOf(member(header, 'x5c')).slice(0, most);
  if (chain.length === 0) return [];
  const title = t('Certificates in the header; not to be trusted by themselves');
  return [{ title, rows: chain.map(certificateRow) }];
}

function certificateRow(base64: string, index: number): Row {
  const name = index === 0 ? t('signer') : t('authority {0}', index);
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    const { subject, issuer, validFrom, validTo, fingerprint256 } = certificate;
    const [from, to] = [validFrom, validTo].map((time) => formatInstant(Date.parse(time)).utc);
    return {
      name,
      value: { type: 'string', value: inOneLine(subject) },
      lines: [
        t('issued by {0}', inOneLine(issuer)),
        t('valid from {0} to {1}', from ?? '', to ?? ''),
        t('SHA-256 fingerprint {0}', fingerprint256),
      ],
    };
  } catch {
    return {
      name,
      value: { type: 'string', value: base64 },
      lines: [t('no certificate that can be read')],
    };
  }
}

/** A distinguished name, which Node gives one attribute per line. */
const inOneLine = (name: string | undefined): string =>
  visible((name ?? '').replaceAll('\n', ', ') || t('without a name'), 200);
