import { t } from '../core/l10n.ts';
import { cleanToken } from './clean.ts';
import { decodeJwt } from './decode.ts';
import { member } from './decoded.ts';
import type { DecodedJwt } from './decoded.ts';
import { algorithmsOf, readKeys } from './jwks.ts';
import type { PublicJwk } from './jwks.ts';
import { problemText } from './problem.ts';
import { visible } from './visible.ts';

/** What a check of the signature has shown. The message is a sentence in each case. */
export type SignatureCheck =
  /** Only the signature: not that the server still accepts the token. */
  | {
      readonly state: 'valid';
      readonly key: string;
      readonly algorithm: string;
      readonly message: string;
    }
  | { readonly state: 'invalid'; readonly message: string }
  /** Nothing was shown either way. */
  | { readonly state: 'unchecked'; readonly message: string };

/** Deviations that make it doubtful which text was signed, or how it is read. */
const ambiguous = new Set(['padding', 'trailing-bits', 'duplicates', 'critical', 'no-algorithm']);

/**
 * Checks a token's signature with public keys (RFC 7515 §5.2). It is `valid` only when everything
 * was checked, and `invalid` only when every key in question said so. Does not reject.
 *
 * @param keys a JWK set, a list of JWKs or one, as JSON text or parsed
 */
export async function verifyWithJwks(text: string, keys: unknown): Promise<SignatureCheck> {
  const decoded = decodeJwt(text);
  if (decoded.kind !== 'jwt') return unchecked(t('This is no signed token that can be read.'));
  const obstacle = obstacleOf(decoded);
  if (obstacle !== undefined) return unchecked(obstacle);
  const set = readKeys(keys);
  if (set === undefined) return unchecked(t('The keys cannot be read: they are no JWK set.'));

  const algorithm = String(member(decoded.header.values, 'alg'));
  const keyId = member(decoded.header.values, 'kid');
  const named = typeof keyId === 'string' ? set.filter(({ kid }) => kid === keyId) : set;
  if (named.length === 0) {
    return unchecked(
      typeof keyId === 'string'
        ? t('The token names the key “{0}”, which is not among the keys.', visible(keyId, 60))
        : t('There is no key to check the signature with.'),
    );
  }
  const fitting = named.filter((key) => algorithmsOf(key).includes(algorithm));
  if (fitting.length === 0) {
    return unchecked(
      t('No key is made for the algorithm the token names, {0}.', visible(algorithm, 40)),
    );
  }
  return tryKeys(cleanToken(text), algorithm, fitting);
}

/** Why the signature of a token cannot be checked, whatever the keys are. */
function obstacleOf({ header, signatureBytes, problems }: DecodedJwt): string | undefined {
  const problem = problems.find(({ code }) => ambiguous.has(code));
  if (problem !== undefined) return problemText(problem);
  const algorithm = String(member(header.values, 'alg'));
  if (algorithm.toLowerCase() === 'none' || signatureBytes === 0) {
    return t('The token has no signature.');
  }
  if (member(header.values, 'crit') !== undefined) {
    return t('The header demands an extension that is not known here (“crit”).');
  }
  if (/^HS\d/.test(algorithm)) {
    return t('The token is signed with a shared secret ({0}), not with a key pair.', algorithm);
  }
  return undefined;
}

async function tryKeys(
  token: string,
  algorithm: string,
  keys: readonly PublicJwk[],
): Promise<SignatureCheck> {
  // Loaded on the first check; decoding does without.
  const { compactVerify, errors, importJWK } = await import('jose');
  let doubt: string | undefined;
  for (const key of keys) {
    try {
      const imported = await importJWK(key, algorithm);
      await compactVerify(token, imported, { algorithms: [algorithm] });
      const name = key.kid === undefined ? t('without a name') : visible(key.kid, 60);
      return {
        state: 'valid',
        key: name,
        algorithm,
        message: t('The signature is valid under the key {0} ({1}).', name, algorithm),
      };
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      doubt = error instanceof Error ? error.message : String(error);
    }
  }
  if (doubt !== undefined) {
    return unchecked(t('A key could not be used: {0}', visible(doubt, 200)));
  }
  return {
    state: 'invalid',
    message: t('The signature is invalid: the token was changed, or another key signed it.'),
  };
}

function unchecked(message: string): SignatureCheck {
  return { state: 'unchecked', message };
}
