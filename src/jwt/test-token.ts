import { t } from '../core/l10n.ts';
import { Secret } from '../core/secret.ts';
import type { Values } from '../core/values.ts';
import { duplicateNames, JsonError, parseJson, plain } from './json.ts';
import { problemText } from './problem-text.ts';
import { testKeyPrefix } from './test-mark.ts';
import { readTime, timeClaims } from './times.ts';

/** What test tokens can be signed with; all of them by key pairs. */
export const testAlgorithms = ['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256'] as const;
export type TestAlgorithm = (typeof testAlgorithms)[number];

/** A throw-away key pair. Whoever forgets it has destroyed the private key: nobody can read it. */
export interface TestKey {
  readonly algorithm: TestAlgorithm;
  readonly publicJwk: Values;
  /** SubjectPublicKeyInfo. */
  readonly publicPem: string;
  /** Signs claims as they are; the header names the key as one for tests. */
  readonly sign: (claims: Values) => Promise<Secret>;
}

/** Makes a key pair for test tokens. Its private key cannot be exported. */
export async function makeTestKey(algorithm: TestAlgorithm): Promise<TestKey> {
  const { CompactSign, calculateJwkThumbprint, exportJWK, exportSPKI, generateKeyPair } =
    await import('./jose.ts');
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const jwk = await exportJWK(publicKey);
  const keyId = `${testKeyPrefix}${(await calculateJwkThumbprint(jwk)).slice(0, 12)}`;
  return {
    algorithm,
    publicJwk: { ...jwk, kid: keyId, alg: algorithm, use: 'sig' },
    publicPem: await exportSPKI(publicKey),
    sign: async (claims) =>
      new Secret(
        await new CompactSign(Buffer.from(JSON.stringify(claims)))
          .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: keyId })
          .sign(privateKey),
      ),
  };
}

/** The claims that a person wrote as JSON, or what is wrong with them, in a sentence. */
export function readTestClaims(text: string): Values | string {
  try {
    const json = parseJson(text);
    if (json.type !== 'object') return t('Claims are a JSON object: {"sub": "…"}');
    const names = duplicateNames(json);
    if (names.length > 0) return problemText({ code: 'duplicates', place: 'claims', names });
    const values = plain(json) as Values;
    for (const [name, value] of Object.entries(values)) {
      const { problem } = timeClaims.has(name) ? readTime(name, value) : {};
      if (problem !== undefined) return problemText(problem);
    }
    return values;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return error.reason === 'depth'
      ? problemText({ code: 'too-deep', place: 'claims' })
      : problemText({ code: 'not-json', place: 'claims', offset: error.offset });
  }
}
