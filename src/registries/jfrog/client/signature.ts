import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import { type SignatureCheck, verifyWithJwks } from '../../../jwt/verify.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { JfrogContext } from '../context.ts';

/**
 * Checks a token's signature with the platform's root certificate (docs/registries/jfrog.md §3.1).
 * The key is named after the certificate, so a token of another platform is not taken for a forged
 * one.
 *
 * @param certificate DER; `undefined` when the account may not read it
 * @param unsigned why it cannot be read
 */
export async function checkSignature(
  token: Secret,
  certificate: Buffer | undefined,
  unsigned: () => string,
): Promise<SignatureCheck> {
  if (certificate === undefined) return { state: 'unchecked', message: unsigned() };
  return verifyWithJwks(token.reveal(), { keys: [await keyOf(certificate)] });
}

/** The public key of a root certificate as a JWK, under the name that tokens call it by. */
async function keyOf(certificate: Buffer): Promise<Readonly<Record<string, unknown>>> {
  // Loaded on the first check: nothing else here needs it.
  const { createHash, X509Certificate } = await import('node:crypto');
  const kid = createHash('sha256').update(certificate).digest('base64url');
  const { publicKey } = new X509Certificate(certificate);
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256' };
}

/**
 * The platform's key, for checks of any token. Read anew each time: who might not may now. Rejects
 * with `forbidden` for those who may not (docs/registries/jfrog.md §2.8), with
 * `unsupported` for a sign-in that its Access service does not take.
 */
export async function keys(
  { api, platform }: JfrogContext,
  signal: AbortSignal,
): Promise<KeySource> {
  const { der, skew } = await platform.certificate(signal);
  return {
    keys: { keys: [await keyOf(der)] },
    origin: t('the root certificate of {0}', api.host),
    ...(skew === undefined ? {} : { skew }),
  };
}
