import { exactAmount, longAmount } from '../../../core/duration.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import { parseSliced } from '../../shared/rest/sliced.ts';
import { WireError } from '../../shared/rest/wire.ts';
import { sameUser, userNameOf } from '../actions/subject.ts';
import { claimOf, type Created, readCreated } from '../wire/created.ts';
import { readTokenItem, type TokenItem } from '../wire/token.ts';
import type { JfrogApi } from './api.ts';
import type { CallMeaning } from './refusal.ts';
import type { CreateRequest, RefreshRequest, Revocation, TokensApi } from './tokens-api.ts';

const path = '/artifactory/api/security/token';

/**
 * Tokens before 7.21.1, through Artifactory: forms in, and answers of few words
 * (docs/registries/jfrog.md §2.8).
 */
export class LegacyTokensClient implements TokensApi {
  readonly #api: JfrogApi;

  constructor(api: JfrogApi) {
    this.#api = api;
  }

  /** Everybody's tokens, for admins; the server has no filter. Rejects with `forbidden` for others. */
  async list({ username }: { readonly username?: string }, signal: AbortSignal) {
    const reply = await this.#api.getReply(path, listing, signal);
    const isWanted = ({ subject }: TokenItem) =>
      username === undefined || sameUser(userNameOf(subject), username);
    try {
      return (
        await reply.body.read((text) => parseSliced(text, 'tokens', readTokenItem, signal))
      ).filter(isWanted);
    } catch (error) {
      throw this.#api.asProtocol(error, reply.status);
    }
  }

  /** There is no question for one token. Rejects with `forbidden` for those who are no admins. */
  async has(id: string, signal: AbortSignal): Promise<boolean> {
    return (await this.list({}, signal)).some((item) => item.id === id);
  }

  async create(request: CreateRequest, signal: AbortSignal): Promise<Created> {
    const { username, scope, expires_in, refreshable, audience } = request;
    const value = {
      grant_type: 'client_credentials',
      scope,
      expires_in: String(expires_in),
      ...(username === undefined ? {} : { username }),
      ...(refreshable === true ? { refreshable: 'true' } : {}),
      ...(audience === undefined ? {} : { audience }),
    };
    return this.#api
      .change({ method: 'POST', path, body: { type: 'form', value }, read: readCreated }, signal)
      .catch((error: unknown) => {
        throw tooLong(error, this.#api.host);
      });
  }

  /**
   * The pair authenticates by itself, and anything beside it would take an admin
   * (docs/registries/jfrog.md §2.2). How a spent one is refused is not known: 400 and 404 are taken
   * for it.
   */
  refresh({ token, refresh }: RefreshRequest, signal: AbortSignal): Promise<Created> {
    const value = {
      grant_type: 'refresh_token',
      refresh_token: refresh.reveal(),
      access_token: token.reveal(),
    };
    return this.#api
      .change(
        {
          method: 'POST',
          path,
          body: { type: 'form', value },
          read: readCreated,
          authorization: 'none',
        },
        signal,
      )
      .catch((error: unknown) => {
        const isSpent = error instanceof RegistryError && error.code === 'invalid-input';
        throw isSpent
          ? new RegistryError('not-found', error.message, { status: 400, cause: error })
          : error;
      });
  }

  revoke(id: string, signal: AbortSignal): Promise<Revocation> {
    return this.#revoke({ token_id: id }, signal);
  }

  /** The reply tells no id; the token does. */
  async revokeValue(token: Secret, signal: AbortSignal): Promise<string> {
    if ((await this.#revoke({ token: token.reveal() }, signal)) === 'gone') {
      throw new RegistryError(
        'not-found',
        t(
          '{0} does not know this token: it was revoked already, or issued elsewhere.',
          this.#api.host,
        ),
        { repair: null },
      );
    }
    return claimOf(token, 'jti');
  }

  #revoke(value: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Revocation> {
    return this.#api.change(
      {
        method: 'POST',
        path: `${path}/revoke`,
        body: { type: 'form', value },
        answers: 'text',
        read: readRevocation,
        meaning: revocation,
      },
      signal,
    );
  }
}

/** 200 either way: the text tells (docs/registries/jfrog.md §2.8). */
function readRevocation(text: unknown): Revocation {
  if (typeof text === 'string' && /^token revoked/i.test(text)) return 'revoked';
  if (typeof text === 'string' && /^token not found/i.test(text)) return 'gone';
  throw new WireError('body');
}

/**
 * The server holds users to a life that its administrator may have changed
 * (docs/registries/jfrog.md §2.8).
 */
function tooLong(error: unknown, host: string): unknown {
  if (!(error instanceof RegistryError) || error.code !== 'invalid-input') return error;
  const most = /smaller than (\d{1,10}) seconds/.exec(error.message)?.[1];
  return most === undefined
    ? error
    : new RegistryError(
        'invalid-input',
        t(
          '{0} lets only admins issue tokens for longer than {1}, or forever. Choose a shorter lifetime.',
          host,
          longAmount(exactAmount(Number(most) * 1000)),
        ),
        { status: 400, cause: error },
      );
}

const listing: CallMeaning = {
  forbidden: () => t('This server lists tokens to admins only.'),
};

const revocation: CallMeaning = {
  forbidden: () => t('Only its owner and admins may revoke this token.'),
};
