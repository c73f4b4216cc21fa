import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Authorization } from '../../../net/http/http.ts';
import { joinUrl } from '../../../net/http/url.ts';
import { orMissing } from '../../shared/rest/lost-answer.ts';
import { parseSliced } from '../../shared/rest/sliced.ts';
import { object, string } from '../../shared/rest/wire.ts';
import { type Created, readCreated } from '../wire/created.ts';
import { readTokenItem, type TokenItem } from '../wire/token.ts';
import type { JfrogApi } from './api.ts';
import type { CallMeaning } from './refusal.ts';
import type { CreateRequest, RefreshRequest, Revocation, TokensApi } from './tokens-api.ts';

const path = '/access/api/v1/tokens';

/** Access tokens (docs/registries/jfrog.md §2.1 to §2.5), from 7.21.1 on. */
export class TokensClient implements TokensApi {
  readonly #api: JfrogApi;

  constructor(api: JfrogApi) {
    this.#api = api;
  }

  /**
   * The tokens a person may see: the own ones, an admin's are everybody's. The server has no
   * pages; a list of any length is read without blocking for long.
   */
  async list(query: { readonly username?: string }, signal: AbortSignal): Promise<TokenItem[]> {
    const reply = await this.#api.getReply(joinUrl(path, [], query), listing, signal);
    try {
      return await reply.body.read((text) => parseSliced(text, 'tokens', readTokenItem, signal));
    } catch (error) {
      throw this.#api.asProtocol(error, reply.status);
    }
  }

  /** The token that signed this account in. Needs 7.53.1; before it is `not-found`. */
  me(signal: AbortSignal): Promise<TokenItem> {
    return this.#api.get(`${path}/me`, readTokenItem, {}, signal);
  }

  async has(id: string, signal: AbortSignal): Promise<boolean> {
    const found = await orMissing(
      this.#api.get(joinUrl(path, [id]), readTokenItem, oneToken, signal),
    );
    return found !== undefined;
  }

  create(
    request: CreateRequest,
    signal: AbortSignal,
    authorization?: Authorization,
  ): Promise<Created> {
    return this.#api.change(
      {
        method: 'POST',
        path,
        body: { type: 'json', value: { grant_type: 'client_credentials', ...request } },
        read: readCreated,
        meaning: creation,
        ...(authorization === undefined ? {} : { authorization }),
      },
      signal,
    );
  }

  /**
   * Spends a refresh token (docs/registries/jfrog.md §2.2). The access token beside it is sent as
   * bearer, as JFrog's own client does, unless another one asks. Whether it may have ended is the
   * platform's to say: it rejects with status 401 then, and nothing is spent.
   */
  refresh(
    { token, refresh, reference, as }: RefreshRequest,
    signal: AbortSignal,
  ): Promise<Created> {
    const value = {
      grant_type: 'refresh_token',
      refresh_token: refresh.reveal(),
      refreshable: true,
      // Without it, the new token has none (docs/registries/jfrog.md §2.2).
      ...(reference ? { include_reference_token: true } : {}),
    };
    return this.#api.change(
      {
        method: 'POST',
        path,
        body: { type: 'json', value },
        read: readCreated,
        authorization: as ?? { scheme: 'bearer', token },
      },
      signal,
    );
  }

  revoke(id: string, signal: AbortSignal): Promise<Revocation> {
    return this.#api.change(
      { method: 'DELETE', path: joinUrl(path, [id]), read: readRevocation, meaning: revocation },
      signal,
    );
  }

  /** For admins, from 7.68 on. */
  revokeValue(token: Secret, signal: AbortSignal): Promise<string> {
    return this.#api.change(
      {
        method: 'DELETE',
        path: `${path}/revoke`,
        body: { type: 'json', value: { token: token.reveal() } },
        read: (json) => string(object(json, 'body')['revoked-token-id'], 'revoked-token-id'),
        meaning: revocation,
      },
      signal,
    );
  }
}

/** The body is not documented; 204 is "already gone" (docs/registries/jfrog.md §2.5). */
const readRevocation = (_body: unknown, status: number): Revocation =>
  status === 204 ? 'gone' : 'revoked';

const listing: CallMeaning = {
  forbidden: () => t('Your sign-in may not list tokens.'),
};

const oneToken: CallMeaning = {
  forbidden: () => t('Only its owner and admins may see this token.'),
};

const creation: CallMeaning = {
  forbidden: () =>
    t(
      'The server does not allow this token to you: another user’s, a wider scope, or a longer life than its administrator permits.',
    ),
};

const revocation: CallMeaning = {
  forbidden: () => t('Only its owner and admins may revoke this token.'),
};
