import { get } from 'node:https';
import { compactVerify, decodeJwt, decodeProtectedHeader, errors, importJWK } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Quay } from './context.ts';
import { badGateway, crashed, modelError } from './errors.ts';
import { repr } from './schema/repr.ts';

/** Quay gives discovery five seconds. */
const DISCOVERY_TIMEOUT_MS = 5_000;
const LEEWAY_S = 30;

/** What an issuer says of itself. */
export interface Discovered {
  readonly issuer: string;
  readonly keys: JSONWebKeySet;
}

/**
 * Issuer and keys from its discovery document, asked for live (docs/registries/quay.md §2.3, §8.1).
 * @throws HTML 502 when it cannot be reached; HTML 500 for `http:` issuers, other statuses than 200
 * and what is no JSON
 */
export async function askIssuer(issuer: string, ca: string): Promise<Discovered> {
  if (!issuer.startsWith('https://')) {
    throw crashed();
  }
  const document = (await getJson(
    `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    ca,
  )) as { issuer?: string; jwks_uri: string };
  const keys = (await getJson(document.jwks_uri, ca)) as JSONWebKeySet;
  return { issuer: document.issuer ?? issuer, keys };
}

/**
 * Checks an identity token in Quay's order: key, issuer, algorithm, signature, the claims it must
 * have, their times. `nbf` is not looked at.
 * @throws E2 `Invalid token: …`; a crash for a key that the issuer does not have
 */
export async function verifyExternal(
  token: string,
  { clock, trustedCa }: Quay,
  ask: typeof askIssuer,
): Promise<JWTPayload> {
  const { kid, alg } = decodeProtectedHeader(token);
  if (kid === undefined) {
    throw invalid('Missing `kid` header');
  }
  const { iss = '' } = decodeJwt(token);
  const discovered = await ask(iss, trustedCa);
  if (trimmed(iss) !== trimmed(discovered.issuer)) {
    throw invalid(`Issuer ${repr(iss)} not in configured issuers: ${repr([discovered.issuer])}`);
  }
  const jwk = discovered.keys.keys.find((key) => key.kid === kid);
  if (jwk === undefined) {
    throw crashed();
  }
  if (alg !== 'RS256' && alg !== 'RS384') {
    throw invalid('The specified alg value is not allowed');
  }
  try {
    await compactVerify(token, await importJWK(jwk, alg));
  } catch (error) {
    throw error instanceof errors.JOSEError ? invalid('Signature verification failed') : crashed();
  }
  const claims = decodeJwt(token);
  checkTimes(claims, Math.floor(clock.now() / 1000));
  return claims;
}

function checkTimes(claims: JWTPayload, now: number): void {
  for (const name of ['iat', 'exp'] as const) {
    if (claims[name] === undefined) {
      throw invalid(`Token is missing the "${name}" claim`);
    }
  }
  const { iat = 0, exp = 0 } = claims;
  if (exp <= now - LEEWAY_S) {
    throw invalid('Signature has expired');
  }
  if (iat > now + LEEWAY_S) {
    throw invalid('Issued At claim (iat) cannot be in the future.');
  }
}

function invalid(complaint: string): Error {
  return modelError(`Invalid token: ${complaint}`);
}

function trimmed(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

async function getJson(url: string, ca: string): Promise<unknown> {
  let answer: { readonly status: number; readonly text: string };
  try {
    answer = await getText(url, ca);
  } catch {
    throw badGateway();
  }
  if (answer.status < 200 || answer.status > 299) {
    throw crashed();
  }
  try {
    return JSON.parse(answer.text) as unknown;
  } catch {
    throw crashed();
  }
}

async function getText(url: string, ca: string): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const request = get(
    url,
    { ca, agent: false, signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    },
  );
  request.on('error', reject);
  return promise;
}
