import { t } from '../core/l10n.ts';
import { decodeJwt } from './decode.ts';
import { isSigned, member } from './decoded.ts';
import type { Signed } from './decoded.ts';
import { algorithmsOf, isForEncryptionOnly, readKeys } from './jwks.ts';
import type { PublicJwk } from './jwks.ts';
import { weakness } from './key-strength.ts';
import { readKeyText } from './key-text.ts';
import { partsOf } from './parts.ts';
import { problemText } from './problem.ts';
import { checkWithRuntime, runtimeAlgorithms } from './runtime-check.ts';
import { secretRemarks } from './secret-strength.ts';
import { readSharedSecret } from './shared-secret.ts';
import { visible } from '../core/visible.ts';

/** What a check of the signature has shown. The message is a sentence in each case. */
export type SignatureCheck =
  /** Only the signature: not that the server still accepts the token. */
  | {
      readonly state: 'valid';
      readonly key: string;
      readonly algorithm: string;
      readonly message: string;
      /** What is to be said against the key all the same, each in a sentence. */
      readonly remarks: readonly string[];
    }
  | { readonly state: 'invalid'; readonly message: string }
  /** Nothing was shown either way. */
  | { readonly state: 'unchecked'; readonly message: string };

/** Deviations that make it doubtful which text was signed, or how it is read. */
const ambiguous = new Set([
  'padding',
  'trailing-bits',
  'duplicates',
  'critical',
  'no-algorithm',
  'signatures',
  'unprotected',
  // A signature of the wrong length cannot hold; that it was cut says more than “invalid”.
  'signature-short',
  'signature-rsa',
  'signature-long',
  'signature-der',
]);

/**
 * Checks a token's signature with public keys (RFC 7515 §5.2). It is `valid` only when everything
 * was checked, and `invalid` only when every key in question said so. Does not reject.
 *
 * @param keys a JWK set, a list of JWKs or one, as JSON text or parsed; or PEM or DER as text
 */
export async function verifyWithJwks(text: string, keys: unknown): Promise<SignatureCheck> {
  const signed = signedToken(text);
  if (typeof signed === 'string') return unchecked(signed);
  const set = typeof keys === 'string' ? readKeyText(keys) : readKeys(keys);
  if (isForEncryptionOnly(keys)) {
    return unchecked(t('The keys are for encryption only: no signature is checked with them.'));
  }
  if (set === undefined) return unchecked(t('The keys cannot be read: they are no JWK set.'));

  const algorithm = algorithmOf(signed);
  if (isSymmetric(algorithm)) {
    return unchecked(
      t('The token is signed with a shared secret ({0}), not with a key pair.', algorithm),
    );
  }
  const candidates = namedKeys(signed, set);
  if (typeof candidates === 'string') return unchecked(candidates);
  const fitting = candidates.filter((key) => algorithmsOf(key).includes(algorithm));
  if (fitting.length === 0) {
    return unchecked(
      t('No key is made for the algorithm the token names, {0}.', visible(algorithm, 40)),
    );
  }
  return tryKeys(compact(text), algorithm, fitting);
}

/**
 * Checks a token's signature with a shared secret (HMAC). Does not reject.
 *
 * @param secret as it was entered: text, base64, hexadecimal or a JWK
 */
export async function verifyWithSecret(text: string, secret: string): Promise<SignatureCheck> {
  const signed = signedToken(text);
  if (typeof signed === 'string') return unchecked(signed);
  const algorithm = algorithmOf(signed);
  if (!isSymmetric(algorithm)) {
    return unchecked(
      t(
        'The token is signed with a key pair ({0}), not with a shared secret.',
        visible(algorithm, 40),
      ),
    );
  }
  const readings = readSharedSecret(secret, {
    algorithm,
    keyId: member(signed.header.values, 'kid'),
  });
  if (typeof readings === 'string') return unchecked(readings);
  const { compactVerify } = await import('jose');
  return attempt(algorithm, readings, async ({ name, bytes }) => {
    await compactVerify(compact(text), bytes, { algorithms: [algorithm] });
    return { name, remarks: secretRemarks(bytes, algorithm) };
  });
}

/** Whether a token says that it is signed with a shared secret. */
export function isSymmetric(algorithm: unknown): boolean {
  return typeof algorithm === 'string' && /^HS\d/.test(algorithm);
}

/** The token when its signature can be checked, else why not, whatever the keys are. */
function signedToken(text: string): Signed | string {
  const decoded = decodeJwt(text);
  if (!isSigned(decoded)) {
    return t('This is no signed token that can be read.');
  }
  const { header, signatureBytes, problems } = decoded;
  const problem = problems.find(({ code }) => ambiguous.has(code));
  if (problem !== undefined) return problemText(problem);
  if (algorithmOf(decoded).toLowerCase() === 'none' || signatureBytes === 0) {
    return t('The token has no signature.');
  }
  if (member(header.values, 'crit') !== undefined) {
    return t('The header demands an extension that is not known here (“crit”).');
  }
  return decoded;
}

const algorithmOf = ({ header }: Signed): string => String(member(header.values, 'alg'));

const compact = (text: string): string => partsOf(text).segments.join('.');

/** The keys that may have signed the token: the one it names, and those without a name. */
function namedKeys({ header }: Signed, set: readonly PublicJwk[]): readonly PublicJwk[] | string {
  const keyId = member(header.values, 'kid');
  const named =
    typeof keyId === 'string' ? set.filter(({ kid }) => kid === keyId || kid === undefined) : set;
  if (named.length > 0) return named;
  return typeof keyId === 'string'
    ? t('The token names the key “{0}”, which is not among the keys.', visible(keyId, 60))
    : t('There is no key to check the signature with.');
}

async function tryKeys(
  token: string,
  algorithm: string,
  keys: readonly PublicJwk[],
): Promise<SignatureCheck> {
  // Loaded on the first check; decoding does without.
  const { calculateJwkThumbprint, compactVerify, errors, importJWK } = await import('jose');
  const reasons = keys.map(weakness);
  const strong = keys.filter((_, index) => reasons[index] === undefined);
  const reason = reasons.find((text) => text !== undefined);
  if (strong.length === 0 && reason !== undefined) return unchecked(reason);
  return attempt(algorithm, strong, async (key) => {
    if (runtimeAlgorithms.has(algorithm) || key['crv'] === 'Ed448') {
      const holds = checkWithRuntime(token, key);
      if (holds === undefined) throw new TypeError(t('This editor cannot check {0}.', algorithm));
      if (!holds) throw new errors.JWSSignatureVerificationFailed();
    } else {
      const imported = await importJWK(key, algorithm);
      await compactVerify(token, imported, { algorithms: [algorithm] });
    }
    const name =
      key.kid === undefined
        ? t('with the thumbprint {0}', await calculateJwkThumbprint(key))
        : visible(key.kid, 60);
    return { name, remarks: [] };
  });
}

/** Tries one after the other; `check` names what the signature is valid under, or rejects. */
async function attempt<T>(
  algorithm: string,
  candidates: readonly T[],
  check: (candidate: T) => Promise<{ readonly name: string; readonly remarks: readonly string[] }>,
): Promise<SignatureCheck> {
  const { errors } = await import('jose');
  let doubt: string | undefined;
  for (const candidate of candidates) {
    try {
      const { name, remarks } = await check(candidate);
      return {
        state: 'valid',
        key: name,
        algorithm,
        remarks,
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
