import type { Values } from '../core/values.ts';
import { textsOf } from '../core/values.ts';
import type { Decoded } from './decoded.ts';
import { member } from './decoded.ts';

/**
 * Reads what came along in a token beside its header and claims: what an SD-JWT discloses, and
 * certificates. Loads what that takes, where there is something to read.
 */
export async function readEnclosures(text: string, decoded: Decoded): Promise<Decoded> {
  if (!('header' in decoded)) return decoded;
  const disclosed =
    decoded.kind === 'jwt' && decoded.disclosures !== undefined
      ? (await import('./sd-jwt.ts')).disclose(text, decoded)
      : decoded;
  if (!hasCertificates(decoded.header.values)) return disclosed;
  const { certificatesOf } = await import('./certificates.ts');
  const certificates = certificatesOf(decoded.header.values);
  return { ...disclosed, enclosures: [...(disclosed.enclosures ?? []), ...certificates] };
}

const hasCertificates = (header: Values): boolean => textsOf(member(header, 'x5c')).length > 0;
