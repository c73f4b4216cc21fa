import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Authorization, HttpReply } from '../../../net/http/http.ts';
import type { Query } from '../../../net/http/url.ts';
import { type Page, pageOf } from '../../contract/page.ts';
import type { Reader } from '../../shared/rest/rest-client.ts';
import type { Claim } from '../claims/claim.ts';
import { type Info, readInfo, unreadInfo } from '../wire/info.ts';
import { type Minted, readMinted } from '../wire/minted.ts';
import { readRoles, type Role } from '../wire/role.ts';
import { readUser, readUsers, readUserSecret, type User } from '../wire/user.ts';
import type { DrpApi } from './api.ts';
import { apiPath } from './api-path.ts';
import * as meanings from './meanings.ts';
import type { CallMeaning } from './refusal.ts';

/** As many users as one page brings. */
export const pageSize = 500;

/**
 * The routes of docs/registries/drp.md §2 that are used here. Every method is one request unless it
 * says so.
 */
export class DrpClient {
  readonly #api: DrpApi;

  constructor(api: DrpApi) {
    this.#api = api;
  }

  /**
   * What the server is. Who may not read it is told nothing but, by the way it is refused, whether
   * the server is older than 3.9 (docs/registries/drp.md §8).
   */
  async info(signal: AbortSignal): Promise<Info> {
    try {
      return await this.#api.get(apiPath(['info']), readInfo, {}, signal);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      if (error.code === 'forbidden') return unreadInfo('v3.8');
      if (error.code === 'not-found') return unreadInfo('');
      throw error;
    }
  }

  /** All users by name, a request for each page; none, without a refusal, to who may not list. */
  async *users(signal: AbortSignal): AsyncGenerator<Page<User>, void, undefined> {
    for (let offset = 0; ;) {
      const path = apiPath(['users'], { limit: pageSize, offset, sort: 'Name' });
      const reply = await this.#api.getReply(path, {}, signal);
      const page = this.#api.read(reply, readUsers);
      offset += page.length;
      const total = count(reply);
      yield total === undefined ? page : pageOf(page, total);
      if (page.length < pageSize || (total !== undefined && offset >= total)) return;
    }
  }

  user(name: string, signal: AbortSignal): Promise<User> {
    return this.#api.get(apiPath(['users', name]), readUser, meanings.user(name), signal);
  }

  /** The secret in the user's tokens; `undefined` when the server keeps it to itself. */
  userSecret(name: string, signal: AbortSignal): Promise<Secret | undefined> {
    return this.#api.get(apiPath(['users', name]), readUserSecret, meanings.user(name), signal);
  }

  /**
   * All roles; `undefined` when they cannot be known: before 3.9 there are none, and who may not
   * list them gets an empty list (docs/registries/drp.md §2.1, §2.2).
   */
  async roles(signal: AbortSignal): Promise<readonly Role[] | undefined> {
    try {
      const roles = await this.#api.get(apiPath(['roles']), readRoles, {}, signal);
      return roles.length === 0 ? undefined : roles;
    } catch (error) {
      if (error instanceof RegistryError && isNoAnswer(error)) return undefined;
      throw error;
    }
  }

  async createRole(
    name: string,
    description: string,
    claims: readonly Claim[],
    signal: AbortSignal,
  ): Promise<void> {
    const value = { Name: name, Description: description, Claims: claims };
    await this.#change('POST', ['roles'], value, meanings.newRole(name), signal);
  }

  async deleteRole(name: string, signal: AbortSignal): Promise<void> {
    await this.#change('DELETE', ['roles', name], undefined, {}, signal);
  }

  /**
   * Mints a token. `seconds` are sent as digits, which every known version reads
   * (docs/registries/drp.md §3). A token whose answer is lost is held by nobody.
   */
  async mint(user: string, seconds: number, rights: Query, signal: AbortSignal): Promise<Minted> {
    try {
      return await this.#api.change(
        {
          method: 'GET',
          path: apiPath(['users', user, 'token'], { ttl: seconds, ...rights }),
          read: readMinted,
          meaning: meanings.mint(user),
        },
        signal,
      );
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      if (error.status === 500) throw this.#stumbled(error);
      if (error.code !== 'lost-answer') throw error;
      const message = t(
        'The answer from {0} was lost. If it issued a token, nobody holds it, and it ends by itself. Try again.',
        this.#api.host,
      );
      throw new RegistryError('timeout', message, { cause: error });
    }
  }

  /**
   * Replaces the secret in the user's tokens, if it is still `old` (docs/registries/drp.md §2.5).
   */
  async replaceSecret(
    user: string,
    old: Secret | undefined,
    next: Secret,
    signal: AbortSignal,
  ): Promise<void> {
    const test = old === undefined ? [] : [{ op: 'test', path: '/Secret', value: old.reveal() }];
    const patch = [...test, { op: 'replace', path: '/Secret', value: next.reveal() }];
    await this.#change('PATCH', ['users', user], patch, meanings.rotate(user), signal);
  }

  /** Sets a password, which replaces the secret as well (docs/registries/drp.md §2.5). */
  async setPassword(user: string, password: Secret, signal: AbortSignal): Promise<void> {
    const value = { Password: password.reveal() };
    const meaning = meanings.changePassword(user);
    await this.#change('PUT', ['users', user, 'password'], value, meaning, signal);
  }

  /** Asks with the account's own sign-in whether it may list the types of objects. */
  async mayListObjects(signal: AbortSignal): Promise<boolean> {
    return (await this.#api.ask(apiPath(['objects']), signal)).status === 200;
  }

  /** A list or `GET /info` with a token: harmless questions that show what it may do. */
  ask(
    token: Secret,
    what: 'objects' | 'info' | 'machines' | 'users',
    signal: AbortSignal,
  ): Promise<HttpReply> {
    const query: Query = what === 'machines' || what === 'users' ? { limit: 1 } : {};
    return this.#api.fetch(apiPath([what], query), signal, { scheme: 'bearer', token });
  }

  /**
   * `HEAD /users/{name}`, with the account's own sign-in unless a token is given: no right is asked
   * for, so that any answer but a refusal says that the token is alive (docs/registries/drp.md §8).
   */
  async knowsUser(name: string, signal: AbortSignal, token?: Secret): Promise<HttpReply> {
    const authorization: Authorization =
      token === undefined
        ? await this.#api.session.authorization(signal)
        : { scheme: 'bearer', token };
    return this.#api.fetch(apiPath(['users', name]), signal, authorization, 'HEAD');
  }

  /** An empty 500 to a token request is what the server says when its caller is nobody any more. */
  #stumbled(cause: RegistryError): RegistryError {
    const message = t(
      '{0} failed to issue the token (status 500). It does so when the user behind your sign-in has been deleted.',
      this.#api.host,
    );
    return new RegistryError('server', message, { cause, status: 500 });
  }

  #change(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    segments: readonly string[],
    value: unknown,
    meaning: CallMeaning,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#api.change(
      {
        method,
        path: apiPath(segments),
        ...(value === undefined ? {} : { body: { type: 'json', value } }),
        read: ignored,
        meaning,
      },
      signal,
    );
  }
}

/** The reply of a change holds the object with its secret; nothing of it is wanted. */
const ignored: Reader<void> = () => undefined;

const isNoAnswer = ({ code }: RegistryError): boolean =>
  code === 'unsupported' || code === 'forbidden' || code === 'not-found';

/** How many objects there are behind all pages, by the header that the version has. */
function count({ headers }: HttpReply): number | undefined {
  const text = headers.get('x-drp-list-filter-count') ?? headers.get('x-drp-list-total-count');
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
