import { get } from 'node:https';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { crashed, modelError } from './errors.ts';

/** Quay gives discovery five seconds. */
const DISCOVERY_TIMEOUT_MS = 5_000;

/**
 * The keys of an OIDC issuer, from its discovery document, looked up live
 * (docs/registries/quay.md §2.3).
 * @throws a crash (HTML 500) for `http:` issuers and for anything wrong on the way
 */
export async function issuerKeys(issuer: string, ca: string): Promise<JSONWebKeySet> {
  try {
    const discovery = (await getJson(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      ca,
    )) as { jwks_uri: string };
    return (await getJson(discovery.jwks_uri, ca)) as JSONWebKeySet;
  } catch {
    throw crashed();
  }
}

/** Checks signature, algorithm, `kid`, `iat` and `exp`. @throws E2 `Invalid token: …` */
export async function verifyExternal(
  token: string,
  keys: JSONWebKeySet,
  now: number,
): Promise<void> {
  const { kid } = decodeProtectedHeader(token);
  const { iat, exp } = decodeJwt(token);
  if (kid === undefined || iat === undefined || exp === undefined) {
    throw modelError('Invalid token: missing `kid`, `iat` or `exp`');
  }
  try {
    await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ['RS256', 'RS384'],
      currentDate: new Date(now),
      clockTolerance: 30,
    });
  } catch (error) {
    throw modelError(`Invalid token: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function getJson(url: string, ca: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const request = get(
    url,
    { ca, agent: false, signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve(Buffer.concat(chunks).toString('utf8'));
      });
    },
  );
  request.on('error', reject);
  return JSON.parse(await promise) as unknown;
}
