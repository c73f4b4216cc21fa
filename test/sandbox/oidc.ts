import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import type { SandboxClock } from './clock.ts';
import type { Reply, SandboxRequest } from './http/message.ts';
import type { Recorder } from './http/recorder.ts';
import { html, json } from './http/reply.ts';
import { startServer } from './http/server.ts';
import type { SandboxServer } from './http/server.ts';
import type { FaultSwitches } from './http/faults.ts';
import type { Leaf } from './tls/authority.ts';
import { rs256Pair } from './rs256.ts';

export interface OidcOptions {
  readonly leaf: Leaf;
  readonly clock: SandboxClock;
  readonly recorder: Recorder;
}

/** Claims to put into a token; `lifetime` is in seconds, 3600 unless told. */
export interface OidcClaims extends JWTPayload {
  readonly lifetime?: number;
}

/** An OpenID issuer that signs what it is told to. */
export interface OidcIssuer {
  /** Its URL, the `iss` of its tokens; byte for byte as in its discovery document. */
  readonly issuer: string;
  readonly server: SandboxServer;
  readonly faults: FaultSwitches;
  /** Refresh tokens that are taken, once each; what they give comes with a new one. */
  readonly grants: Map<string, RefreshGrant>;
  /** A signed token; claims given replace the usual ones, also with values that are wrong. */
  mint(claims: OidcClaims): Promise<string>;
  close(): Promise<void>;
}

/** What a refresh token stands for. */
export interface RefreshGrant {
  /** A client without a secret names itself in the form. */
  readonly client: { readonly id: string; readonly secret?: string };
  readonly claims: OidcClaims;
  /** Hears of every ID token that the grant gives. */
  readonly onIssue?: (idToken: string) => void;
}

const DEFAULT_LIFETIME_S = 3600;

/** Starts an issuer with discovery document and key set on a free loopback port. */
export async function startOidc(options: OidcOptions): Promise<OidcIssuer> {
  const pair = await rs256Pair();
  const jwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const server = await startServer({
    name: 'oidc',
    ...options,
    handle: (request) =>
      request.path === '/token'
        ? refresh(request, grants, mint)
        : answer(request, server.url, { ...jwk, kid, alg: 'RS256', use: 'sig' }),
  });
  const grants = new Map<string, RefreshGrant>();
  const mint: OidcIssuer['mint'] = ({ lifetime = DEFAULT_LIFETIME_S, ...claims }) => {
    const now = Math.floor(options.clock.now() / 1000);
    return new SignJWT({ iss: server.url, iat: now, nbf: now, exp: now + lifetime, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .sign(pair.privateKey);
  };
  return {
    issuer: server.url,
    server,
    faults: server.faults,
    grants,
    mint,
    close: () => server.close(),
  };
}

/** The token endpoint, for refresh tokens alone (OpenID Connect Core §12). */
async function refresh(
  { body, headers }: SandboxRequest,
  grants: OidcIssuer['grants'],
  mint: OidcIssuer['mint'],
): Promise<Reply> {
  const form = new URLSearchParams(body.toString('utf8'));
  const spent = form.get('refresh_token') ?? '';
  const grant = grants.get(spent);
  if (form.get('grant_type') !== 'refresh_token' || grant === undefined) {
    return json(400, { error: 'invalid_grant', error_description: `${spent} is not known` });
  }
  const { id, secret } = grant.client;
  const basic = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret ?? '')}`);
  const isKnown =
    secret === undefined
      ? form.get('client_id') === id
      : headers.authorization === `Basic ${basic.toString('base64')}`;
  if (!isKnown) return json(401, { error: 'invalid_client' });
  grants.delete(spent);
  const next = `${spent}~`;
  grants.set(next, grant);
  const idToken = await mint(grant.claims);
  grant.onIssue?.(idToken);
  return json(200, {
    token_type: 'Bearer',
    access_token: 'of-no-use',
    expires_in: 3600,
    id_token: idToken,
    refresh_token: next,
  });
}

function answer(request: SandboxRequest, issuer: string, jwk: JWK): Reply {
  switch (request.path) {
    case '/.well-known/openid-configuration':
      return json(200, {
        issuer,
        jwks_uri: `${issuer}/jwks`,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    case '/jwks':
      return json(200, { keys: [jwk] });
    default:
      return html(404, '404 Not Found');
  }
}
