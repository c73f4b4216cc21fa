import { type ErrorCode, RegistryError } from '../../../core/errors.ts';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import type { SingleUse } from '../../../core/single-use.ts';
import { createHttpClient } from '../../http/client.ts';
import type { HttpClient, HttpReply, HttpRequest } from '../../http/http.ts';
import type { ProxySettings } from '../../proxy/proxy.ts';

/** What a kubeconfig tells about an OIDC client. */
export interface OidcClient {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret: Secret | undefined;
  readonly refreshToken: Secret;
  /** What it is remembered by once it was sent. */
  readonly mark: Secret;
  /** Authority of the issuer, PEM; without it the machine's own count. */
  readonly ca: string | undefined;
}

export interface RenewedTokens {
  readonly idToken: Secret;
  /** Where the issuer gives a new one for each that is spent. */
  readonly refreshToken: Secret | undefined;
}

/** What says for certain that the issuer has not taken the refresh token. */
const unused: readonly ErrorCode[] = ['invalid-input', 'plain-http', 'proxy', 'tls', 'unreachable'];

/**
 * Spends a refresh token for a new ID token (OpenID Connect Core §12), once, whatever becomes of
 * this process. Rejects with an error
 * that names the issuer and what it said by its code; `sign-in-expired` when it refuses.
 */
export async function refreshIdToken(
  client: OidcClient,
  proxy: () => ProxySettings,
  singleUse: SingleUse,
): Promise<RenewedTokens> {
  const { issuer, ca } = client;
  const http = createHttpClient({ proxy, ...(ca === undefined ? {} : { tls: { ca } }) });
  const host = hostOf(issuer);
  const discovered = members(
    await http.send({
      ...limits(),
      method: 'GET',
      url: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    }),
  );
  const endpoint = discovered['token_endpoint'];
  if (typeof endpoint !== 'string') {
    throw refusal(t('{0} names no address to renew it at.', host));
  }
  const methods = discovered['token_endpoint_auth_methods_supported'];
  const reply = await spendOnce(() => spend(http, endpoint, client, methods), client, singleUse);
  const { id_token: idToken, refresh_token: next, error } = members(reply);
  if (reply.status !== 200) {
    const why = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : reply.status;
    throw refusal(t('{0} refuses ({1}). Sign in again as for kubectl.', host, why));
  }
  if (typeof idToken !== 'string' || !/^[\w.-]+$/.test(idToken)) {
    throw refusal(t('{0} gave no ID token; perhaps the scope “openid” was not asked for.', host));
  }
  return {
    idToken: new Secret(idToken),
    refreshToken: typeof next === 'string' && next !== '' ? new Secret(next) : undefined,
  };
}

/** Marks the refresh token before it is on its way; the mark goes when it is good for another time. */
async function spendOnce(
  send: () => Promise<HttpReply>,
  { issuer, mark }: OidcClient,
  singleUse: SingleUse,
): Promise<HttpReply> {
  if ((await singleUse.spend(mark)) !== undefined) {
    throw refusal(
      t(
        '{0} was sent the refresh token before, and what it gave is not here. It may have been used up and is not sent again. Run any command of kubectl with this context, or sign in again as for kubectl.',
        hostOf(issuer),
      ),
    );
  }
  try {
    const reply = await send();
    if (isGoodYet(reply)) await singleUse.giveBack(mark);
    return reply;
  } catch (error) {
    const isUnused = error instanceof RegistryError && unused.includes(error.code);
    if (isUnused) await singleUse.giveBack(mark);
    throw error;
  }
}

/** Refused, or answered without another one. What an answer that cannot be read did is open. */
function isGoodYet(reply: HttpReply): boolean {
  if (reply.status !== 200) return reply.status >= 400 && reply.status < 500;
  const { id_token: idToken, refresh_token: next } = members(reply);
  return typeof idToken === 'string' && next === undefined;
}

/** A client shows who it is by header, unless the issuer names other ways alone (§9). */
function spend(
  http: HttpClient,
  url: string,
  { clientId, clientSecret, refreshToken }: OidcClient,
  methods: unknown,
): Promise<HttpReply> {
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() };
  const request = { ...limits(), method: 'POST' as const, url };
  if (clientSecret === undefined) {
    const value = { ...grant, client_id: clientId };
    return http.send({ ...request, body: { type: 'form', value } });
  }
  if (Array.isArray(methods) && !methods.includes('client_secret_basic')) {
    const value = { ...grant, client_id: clientId, client_secret: clientSecret.reveal() };
    return http.send({ ...request, body: { type: 'form', value } });
  }
  // Both parts are encoded as in a form before they are joined (RFC 6749 §2.3.1).
  const user = encodeURIComponent(clientId);
  const password = new Secret(encodeURIComponent(clientSecret.reveal()));
  return http.send({
    ...request,
    authorization: { scheme: 'basic', user, password },
    body: { type: 'form', value: grant },
  });
}

/** Nobody cancels it: a refresh token that is on its way is spent. */
const limits = (): Pick<HttpRequest, 'signal' | 'timeoutMs' | 'maxBytes'> => ({
  signal: new AbortController().signal,
  timeoutMs: 30_000,
  maxBytes: 1024 * 1024,
});

/** The members of an answer; none of one that is no JSON object. It is never quoted. */
function members({ body }: HttpReply): Readonly<Record<string, unknown>> {
  try {
    const value = body.read((text): unknown => JSON.parse(text));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const hostOf = (issuer: string): string => URL.parse(issuer)?.host ?? issuer;

const refusal = (message: string) => new RegistryError('sign-in-expired', message);
