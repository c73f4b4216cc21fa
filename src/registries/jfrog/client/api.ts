import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Authorization, HttpReply, HttpRequest, RequestBody } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import { backoff } from '../../shared/backoff.ts';
import { Limiter } from '../../../core/concurrency/limiter.ts';
import { systemTimer, type Timer } from '../../../core/concurrency/timer.ts';
import {
  answerLost,
  isGatewayFault,
  isSuccess,
  mayHaveHappened,
} from '../../shared/reply/success.ts';
import { parseJson, WireError } from '../../shared/reply/wire.ts';
import { authorizationOf, opensAccess, secretOf } from '../connect/authorization.ts';
import { failure, notJfrog, refusedPassword, type CallMeaning } from './refusal.ts';

/** Turns parsed JSON into what the caller wants; throws `WireError`. */
export type Reader<T> = (json: unknown, status: number) => T;

export interface Change<T> {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: RequestBody;
  /** Plain text goes to `read` as it is, without the white space around it. */
  readonly answers?: 'text';
  readonly read: Reader<T>;
  readonly meaning?: CallMeaning;
  /** In the place of the account's own sign-in; `none` where what is sent speaks for itself. */
  readonly authorization?: Authorization | 'none';
}

/** How often a read is asked again after a 429 or 503. */
const patience = 3;

/**
 * JFrog's platform for one account. Reads wait out a rate limit; a change is sent once, whatever
 * happens. A sign-in that was refused is not sent again: repeated calls with a dead token can lock
 * the user (docs/registries/jfrog.md §1.2).
 */
export class JfrogApi {
  /** Host and port, to name the server by; image names begin with it. */
  readonly host: string;
  readonly #connection: Connection;
  readonly #timer: Timer;
  readonly #gate = new Limiter(4);
  #refused: { readonly secret: Secret; readonly error: RegistryError } | undefined;
  #skew = 0;

  constructor(connection: Connection, timer: Timer = systemTimer) {
    this.#connection = connection;
    this.#timer = timer;
    this.host = new URL(connection.account.url).host;
  }

  /**
   * How far the server's clock is ahead of this machine's, in milliseconds, by its last `Date`
   * header; 0 when it is less than what a slow answer explains.
   */
  get skew(): number {
    return this.#skew;
  }

  /** This machine's time, which `localTime` tells by. */
  now(): number {
    return this.#connection.clock.now();
  }

  /** An instant of the server, in seconds or milliseconds since the epoch, by this machine's clock. */
  localTime(serverTime: number): number {
    // Seconds by contract; one double in the wild has milliseconds (docs/registries/jfrog.md §2.3).
    return (serverTime > 1e11 ? serverTime : serverTime * 1000) - this.#skew;
  }

  /** Reads JSON with the account's sign-in. */
  async get<T>(
    path: string,
    read: Reader<T>,
    meaning: CallMeaning,
    signal: AbortSignal,
  ): Promise<T> {
    return this.read(await this.getReply(path, meaning, signal), read);
  }

  /** A success with the account's sign-in, its body not looked at yet. */
  async getReply(path: string, meaning: CallMeaning, signal: AbortSignal): Promise<HttpReply> {
    const authorization = await this.#signIn(path);
    const reply = await this.fetch(path, signal, authorization);
    if (!isSuccess(reply)) throw this.#failure(reply, path, authorization, meaning);
    return reply;
  }

  /**
   * Changes something, once. Rejects with `lost-answer` when it may have happened although no
   * answer came that could be read; the caller knows how to look.
   */
  async change<T>(change: Change<T>, signal: AbortSignal): Promise<T> {
    const { method, path, body, read, meaning } = change;
    const authorization = change.authorization ?? (await this.#signIn(path));
    const reply = await this.#connection.http
      .send({
        ...this.#request(path, signal),
        method,
        ...(authorization === 'none' ? {} : { authorization }),
        ...(body === undefined ? {} : { body }),
      })
      .catch((error: unknown) => {
        throw mayHaveHappened(this.host, error);
      });
    this.#noteTime(reply);
    if (isGatewayFault(reply)) throw answerLost(this.host);
    if (!isSuccess(reply)) {
      throw change.authorization === undefined && authorization !== 'none'
        ? this.#failure(reply, path, authorization, meaning)
        : failure(reply, this.host, meaning);
    }
    try {
      return change.answers === 'text' ? this.#readText(reply, read) : this.read(reply, read);
    } catch (error) {
      throw mayHaveHappened(this.host, error);
    }
  }

  /** Any GET below the platform's address, whose every status is the caller's to judge. */
  async fetch(
    path: string,
    signal: AbortSignal,
    authorization?: Authorization,
  ): Promise<HttpReply> {
    const request: HttpRequest = {
      ...this.#request(path, signal),
      method: 'GET',
      ...(authorization === undefined ? {} : { authorization }),
    };
    return this.#gate.run(async () => {
      for (let attempt = 0; ; attempt += 1) {
        const reply = await this.#connection.http.send(request);
        this.#noteTime(reply);
        if ((reply.status !== 429 && reply.status !== 503) || attempt >= patience) return reply;
        await this.#timer.wait(backoff(reply, attempt), signal);
      }
    }, signal);
  }

  /** The error for a reply that is not a success. */
  failure(reply: HttpReply, meaning?: CallMeaning): RegistryError {
    return failure(reply, this.host, meaning);
  }

  /** The body of a success. Rejects with `protocol`, naming the place and never the text. */
  read<T>(reply: Pick<HttpReply, 'body' | 'status'>, read: Reader<T>): T {
    const isEmpty = reply.body.trim() === '';
    if (!isEmpty && !/^\s*[[{]/.test(reply.body)) throw notJfrog(this.host, reply.status);
    try {
      return read(isEmpty ? undefined : parseJson(reply.body), reply.status);
    } catch (error) {
      throw this.asProtocol(error, reply.status);
    }
  }

  #readText<T>({ body, status }: HttpReply, read: Reader<T>): T {
    try {
      return read(body.trim(), status);
    } catch (error) {
      throw this.asProtocol(error, status);
    }
  }

  /** What a reader complained about, as an error for a person. */
  asProtocol(error: unknown, status: number): unknown {
    if (!(error instanceof WireError)) return error;
    const message = t(
      '{0} answered something that JFrog does not promise: “{1}” is missing or not of its type.',
      this.host,
      error.place,
    );
    return new RegistryError('protocol', message, { status });
  }

  #request(path: string, signal: AbortSignal): Pick<HttpRequest, 'url' | 'headers' | 'signal'> {
    return {
      url: `${this.#connection.account.url}${path}`,
      headers: { accept: 'application/json, text/plain;q=0.9' },
      signal,
    };
  }

  /**
   * What the account signs in with. Rejects with `sign-in-missing`; as the server did when it
   * refused it before; and with `unsupported` rather than to send it where it cannot count.
   */
  async #signIn(path: string): Promise<Authorization> {
    const authorization = await authorizationOf(this.#connection);
    if (authorization === undefined) {
      const message = t('There is no sign-in for {0} on this machine.', this.host);
      throw new RegistryError('sign-in-missing', message);
    }
    if (this.#refused?.secret.equals(secretOf(authorization)) === true) throw this.#refused.error;
    if (path.startsWith('/access/') && !opensAccess(authorization)) {
      const message = t(
        'This is a matter of the platform’s Access service, which does not take the account’s sign-in: that is good for Artifactory alone.',
      );
      throw new RegistryError('unsupported', message, { repair: null });
    }
    return authorization;
  }

  #failure(
    reply: HttpReply,
    path: string,
    authorization: Authorization,
    meaning: CallMeaning | undefined,
  ): RegistryError {
    const error =
      authorization.scheme === 'basic' && reply.status === 401
        ? refusedPassword(this.host)
        : failure(reply, this.host, meaning);
    // Artifactory refuses good tokens that are made for Access alone.
    const isFinal = path.startsWith('/access/') || !opensAccess(authorization);
    if (error.code === 'sign-in-expired' && isFinal) {
      this.#refused = { secret: secretOf(authorization), error };
    }
    return error;
  }

  #noteTime({ headers }: HttpReply): void {
    const told = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(told)) return;
    const skew = told - this.#connection.clock.now();
    this.#skew = Math.abs(skew) < 30_000 ? 0 : Math.round(skew / 1000) * 1000;
  }
}
