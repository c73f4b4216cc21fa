import { Memoized } from '../../../core/concurrency/memoize.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Authorization, HttpReply } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import type { RestClient } from '../../shared/rest/rest-client.ts';
import { readMinted } from '../wire/minted.ts';
import { apiPath } from './api-path.ts';
import { authFault } from './error-body.ts';
import type { CallMeaning } from './refusal.ts';

/** How long the token of a password sign-in lives, in seconds. It never leaves memory. */
const sessionSeconds = 3600;

type SessionApi = Pick<RestClient<CallMeaning>, 'host' | 'fetch' | 'read' | 'failure'>;

/**
 * What an account calls with. A password buys a token once and is spared on every other call; when
 * that token dies (its time, or a changed secret) the password silently buys the next. A token
 * sign-in has nothing to renew itself with.
 */
export class Session {
  readonly #connection: Connection;
  readonly #api: SessionApi;
  readonly #login = new Memoized((signal) => this.#logIn(signal));

  constructor(connection: Connection, api: SessionApi) {
    this.#connection = connection;
    this.#api = api;
  }

  /** Whether the sign-in is a password. Rejects with `sign-in-missing`. */
  async hasPassword(): Promise<boolean> {
    return (await this.#connection.signIn())['password'] !== undefined;
  }

  /** The password, for the one call that changes it into itself (docs/registries/drp.md §2.5). */
  async password(): Promise<Secret | undefined> {
    return (await this.#connection.signIn())['password'];
  }

  /** What to send along. Rejects with `not-authorized` when the password is refused. */
  async authorization(signal: AbortSignal): Promise<Authorization> {
    const { token } = await this.#connection.signIn();
    return token === undefined ? this.#login.get(signal) : { scheme: 'bearer', token };
  }

  /**
   * Whether a refused call is worth another try: the token had died, and the password has bought a
   * new one. Not when a right is missing, and never twice.
   */
  async renew(
    reply: Pick<HttpReply, 'status' | 'body' | 'headers'>,
    refused: Authorization,
    signal: AbortSignal,
  ): Promise<Authorization | undefined> {
    const fault = authFault(reply)?.kind;
    if (fault !== 'unknown' && fault !== 'revoked' && fault !== 'bare') return undefined;
    if (!(await this.hasPassword())) return undefined;
    // Somebody else may have renewed it while this call was under way.
    if ((await this.#login.get(signal)) === refused) this.#login.forget();
    return this.#login.get(signal);
  }

  /** Forgets the token, so that the next call buys a new one. */
  forget(): void {
    this.#login.forget();
  }

  async #logIn(signal: AbortSignal): Promise<Authorization> {
    const { userName } = this.#connection.account;
    const { password } = await this.#connection.signIn();
    if (password === undefined) throw missing();
    const path = apiPath(['users', userName, 'token'], { ttl: sessionSeconds });
    const authorization: Authorization = { scheme: 'basic', user: userName, password };
    const reply = await this.#api.fetch(path, signal, authorization);
    if (reply.status !== 200) throw this.#refused(reply);
    return { scheme: 'bearer', token: this.#api.read(reply, readMinted).token };
  }

  #refused(reply: HttpReply): RegistryError {
    const { userName } = this.#connection.account;
    if (authFault(reply)?.kind === 'bare' || authFault(reply)?.kind === 'unknown') {
      const message = t(
        '{0} refused the user name “{1}” or its password.',
        this.#api.host,
        userName,
      );
      return new RegistryError('not-authorized', message, { status: reply.status });
    }
    if (reply.status === 404) {
      const message = t(
        '{0} signs in no user “{1}”: there is none of that name, or a tenant hides it.',
        this.#api.host,
        userName,
      );
      return new RegistryError('not-authorized', message, { status: 404 });
    }
    return this.#api.failure(reply);
  }
}

const missing = () =>
  new RegistryError(
    'sign-in-missing',
    t('There is no sign-in for this account on this machine. Sign in again.'),
  );
