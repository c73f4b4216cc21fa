import { t } from '../../core/l10n.ts';
import type { Secret } from '../../core/secret.ts';
import type { KeySource } from '../key-source.ts';
import { RegistryError } from '../../core/errors.ts';
import type { JfrogContext } from './context.ts';
import { verifyWithJwks, type SignatureCheck } from '../../jwt/verify.ts';

/**
 * Checks a token's signature with the platform's root certificate (contract §3.1). The key is named
 * after the certificate, so a token of another platform is not taken for a forged one.
 *
 * @param certificate DER; `undefined` when the account may not read it
 */
export async function checkSignature(
  token: Secret,
  certificate: Buffer | undefined,
): Promise<SignatureCheck> {
  if (certificate === undefined) {
    const message = t('Not checked: only admins may read the platform’s root certificate.');
    return { state: 'unchecked', message };
  }
  return verifyWithJwks(token.reveal(), { keys: [await keyOf(certificate)] });
}

/** The public key of a root certificate as a JWK, under the name that tokens call it by. */
export async function keyOf(certificate: Buffer): Promise<Readonly<Record<string, unknown>>> {
  // Loaded on the first check: nothing else here needs it.
  const { createHash, X509Certificate } = await import('node:crypto');
  const kid = createHash('sha256').update(certificate).digest('base64url');
  const { publicKey } = new X509Certificate(certificate);
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256' };
}

/** The platform's key for checks of tokens that belong to no account. Only admins may read it. */
export async function keys(context: JfrogContext, signal: AbortSignal): Promise<KeySource> {
  const { certificate } = await context.facts.get(signal);
  if (certificate === undefined) {
    const message = t('Only admins may read the root certificate of {0}.', context.api.host);
    throw new RegistryError('forbidden', message, { repair: null });
  }
  return {
    keys: { keys: [await keyOf(certificate)] },
    origin: t('the root certificate of {0}', context.api.host),
    skew: context.api.skew,
  };
}
