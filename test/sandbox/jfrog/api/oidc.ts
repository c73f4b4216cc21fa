import type { Reply } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import type { Call } from '../context.ts';
import { accessError } from '../errors.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const LIFETIME_S = 600;

/**
 * `POST /access/api/v1/oidc/token`: an issuer's token for one of ours, without a sign-in
 * (docs/registries/jfrog.md §7). The audience that a provider wants is the platform's address.
 */
export function exchange({ jfrog, request }: Call): Reply {
  const body = JSON.parse(request.body.toString('utf8')) as Readonly<Record<string, unknown>>;
  if (body['grant_type'] !== TOKEN_EXCHANGE || body['subject_token_type'] !== ID_TOKEN) {
    throw accessError(400, 'Unsupported grant type or token type');
  }
  const provider = String(body['provider_name']);
  if (!jfrog.settings.oidcProviders.includes(provider)) throw accessError(404);
  const claims = claimsOf(body['subject_token']);
  if (claims?.['aud'] !== jfrog.platform) throw accessError(400, 'Invalid audience');
  const token = jfrog.world.issue({
    username: `${provider}/${String(claims['sub'])}`,
    scope: 'applied-permissions/groups:readers',
    lifetime: LIFETIME_S,
  });
  return json(200, {
    access_token: jfrog.world.jwt(token),
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: LIFETIME_S,
    scope: token.scope,
    username: token.username,
  });
}

/** The claims of a JWT, whose signature nobody here can check. */
function claimsOf(token: unknown): Readonly<Record<string, unknown>> | undefined {
  const payload = typeof token === 'string' ? token.split('.')[1] : undefined;
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null
      ? (claims as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
