import { t } from '../core/l10n.ts';
import { textsOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import { decodeJwt, isUnencoded } from './decode.ts';
import type { Signed } from './decoded.ts';
import { isSigned, member } from './decoded.ts';
import { plain } from './json.ts';
import type { PublicJwk } from './jwks.ts';
import { algorithmsOf, countKeys, isForEncryptionOnly, mostKeys, readKeys } from './jwks.ts';
import { weakness } from './key-strength.ts';
import { readKeyText } from './key-text.ts';
import { partsOf } from './parts.ts';
import { problemText } from './problem-text.ts';
import {
  checkWithRuntime,
  runtimeAlgorithms,
  runtimeKnows,
  webCryptoKnows,
} from './runtime-check.ts';
import { secretRemarks } from './secret-strength.ts';
import { readSharedSecret } from './shared-secret.ts';
import type { SigningInput } from './signing-input.ts';

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
      /** What was found to hold beside the signature, each in a sentence. */
      readonly proofs?: readonly string[];
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
  'disclosures-many',
  'unencoded',
  'no-algorithm',
  // A signature of the wrong length cannot hold; that it was cut says more than “invalid”.
  'signature-short',
  'signature-rsa',
  'signature-long',
  'signature-der',
]);

/** What is checked of a token that leaves it open. */
export interface Meant {
  /** Which signature of several, from 0 on. */
  readonly signature?: number;
  /** The content that is signed, where it travels apart. */
  readonly content?: Uint8Array;
}

/**
 * Checks a token's signature with public keys (RFC 7515 §5.2). It is `valid` only when everything
 * was checked, and `invalid` only when every key in question said so. Does not reject.
 *
 * @param keys a JWK set, a list of JWKs or one, as JSON text or parsed; or PEM or DER as text
 */
export async function verifyWithJwks(
  text: string,
  keys: unknown,
  meant: Meant = {},
): Promise<SignatureCheck> {
  const signed = signedToken(text, meant);
  if (typeof signed === 'string') return unchecked(signed);
  if (countKeys(keys) > mostKeys) {
    return unchecked(
      t('The key set has {0} keys; sets of more than {1} are not read.', countKeys(keys), mostKeys),
    );
  }
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
  const check = await tryKeys(signingInput(text, signed, meant), algorithm, fitting);
  return withDisclosures(text, signed, check);
}

/**
 * Checks a token's signature with a shared secret (HMAC). Does not reject.
 *
 * @param secret as it was entered: text, base64, hexadecimal or a JWK
 */
export async function verifyWithSecret(
  text: string,
  secret: string,
  meant: Meant = {},
): Promise<SignatureCheck> {
  const signed = signedToken(text, meant);
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
  const { flattenedVerify } = await import('./jose.ts');
  const input = signingInput(text, signed, meant);
  const check = await attempt(algorithm, readings, async ({ name, bytes }) => {
    await flattenedVerify(input, bytes, { algorithms: [algorithm] });
    return { name, remarks: secretRemarks(bytes, algorithm) };
  });
  return withDisclosures(text, signed, check);
}

/** Whether a token says that it is signed with a shared secret. */
export function isSymmetric(algorithm: unknown): boolean {
  return typeof algorithm === 'string' && /^HS\d/.test(algorithm);
}

/** The token when its signature can be checked, else why not, whatever the keys are. */
function signedToken(text: string, { signature, content }: Meant): Signed | string {
  const decoded = decodeJwt(text, [], signature);
  if (!isSigned(decoded)) {
    return t('This is not a signed token that can be read.');
  }
  const { header, signatureBytes, problems } = decoded;
  const problem = problems.find(
    ({ code }) => ambiguous.has(code) || (code === 'signatures' && signature === undefined),
  );
  if (problem !== undefined) return problemText(problem);
  if (algorithmOf(decoded).toLowerCase() === 'none' || signatureBytes === 0) {
    return t('The token has no signature.');
  }
  const critical = textsOf(member(header.values, 'crit')).filter((name) => name !== 'b64');
  if (critical.length > 0) {
    return t('The header demands an extension that is not known here (“crit”).');
  }
  if (decoded.kind === 'message' && decoded.detached === true && content === undefined) {
    return t('The content travels apart; without it the signature cannot be checked.');
  }
  return decoded;
}

const algorithmOf = ({ header }: Signed): string => String(member(header.values, 'alg'));

/** What a signature is over, and the signature (RFC 7515 §5.2, RFC 7797 §3). */
function signingInput(
  text: string,
  { header }: Signed,
  { signature, content }: Meant,
): SigningInput {
  const { segments, unprotected } = partsOf(text, signature);
  const [signed = '', payload = '', last = ''] = segments;
  const encoded =
    content === undefined || isUnencoded(header.values)
      ? content
      : Buffer.from(content).toString('base64url');
  return {
    ...(signed === '' ? {} : { protected: signed }),
    ...(unprotected === undefined
      ? {}
      : { header: plain(unprotected) as { readonly alg?: string } }),
    payload: encoded ?? payload,
    signature: last,
  };
}

/**
 * Adds to a good signature whether it covers what an SD-JWT discloses, and whether the key binding
 * is signed with the key that the token names (RFC 9901 §7.3).
 */
async function withDisclosures(
  text: string,
  signed: Signed,
  check: SignatureCheck,
): Promise<SignatureCheck> {
  if (check.state !== 'valid' || signed.kind !== 'jwt' || signed.disclosures === undefined) {
    return check;
  }
  const { bindingProof, disclose } = await import('./sd-jwt.ts');
  const faults = disclose(text, signed)
    .problems.filter(({ place }) => place === 'disclosures')
    .map(problemText);
  const proofs = faults.length > 0 ? [] : [t('It covers everything that is disclosed.')];
  const binding = bindingProof(text, signed);
  if (binding !== undefined) {
    const bound = await verifyWithJwks(binding.token, binding.key);
    if (bound.state === 'valid') {
      proofs.push(t('The key binding is signed with the key that the token names (“cnf”).'));
    } else faults.push(t('The key binding proves nothing: {0}', bound.message));
  }
  return { ...check, remarks: [...check.remarks, ...faults], proofs };
}

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
  input: SigningInput,
  algorithm: string,
  keys: readonly PublicJwk[],
): Promise<SignatureCheck> {
  // Loaded on the first check; decoding does without.
  const { calculateJwkThumbprint, errors, flattenedVerify, importJWK } = await import('./jose.ts');
  const reasons = keys.map(weakness);
  const strong = keys.filter((_, index) => reasons[index] === undefined);
  const reason = reasons.find((text) => text !== undefined);
  if (strong.length === 0 && reason !== undefined) return unchecked(reason);
  const isOfRuntime = runtimeAlgorithms.has(algorithm) || strong[0]?.['crv'] === 'Ed448';
  if (!(isOfRuntime ? runtimeKnows(algorithm) : await webCryptoKnows(algorithm))) {
    return unchecked(
      t('This editor cannot check signatures of {0}: its cryptography lacks it.', algorithm),
    );
  }
  return attempt(algorithm, strong, async (key) => {
    if (isOfRuntime) {
      if (!checkWithRuntime(input, key)) throw new errors.JWSSignatureVerificationFailed();
    } else {
      const imported = await importJWK(key, algorithm);
      await flattenedVerify(input, imported, { algorithms: [algorithm] });
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
  const { errors } = await import('./jose.ts');
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
