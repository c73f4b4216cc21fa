import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Authorization, HttpReply, HttpRequest } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import {
  answerLost,
  isGatewayFault,
  isSuccess,
  mayHaveHappened,
} from '../../shared/reply/success.ts';
import { parseJson, WireError } from '../../shared/reply/wire.ts';
import { backoff, isPatient } from '../../shared/backoff.ts';
import { failure, notQuay, type CallMeaning } from './refusal.ts';
import { Limiter } from '../../../core/concurrency/limiter.ts';
import { systemTimer, type Timer } from '../../../core/concurrency/timer.ts';

/** Turns parsed JSON into what the caller wants; throws `WireError`. */
export type Reader<T> = (json: unknown) => T;

export interface Change<T> {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly read: Reader<T>;
  readonly meaning: CallMeaning;
}

/** Reads the answer of a change that has none; a page there means that somebody else answered. */
export const nothing: Reader<void> = (json) => {
  if (json !== undefined) throw new WireError('body');
};

/**
 * Quay's server for one account. Reads run at most four at a time and wait out a rate limit, since
 * the server gives no `Retry-After` (docs/registries/quay.md §4); a change is sent once, whatever
 * happens.
 */
export class QuayApi {
  /** Host and port, to name the server by. */
  readonly host: string;
  readonly #connection: Connection;
  readonly #timer: Timer;
  readonly #gate = new Limiter(4);

  constructor(connection: Connection, timer: Timer = systemTimer) {
    this.#connection = connection;
    this.#timer = timer;
    this.host = new URL(connection.account.url).host;
  }

  /** Reads from the REST API with the account's token. */
  async get<T>(
    path: string,
    read: Reader<T>,
    meaning: CallMeaning,
    signal: AbortSignal,
  ): Promise<T> {
    const reply = await this.fetch(path, signal, await this.#bearer());
    if (!isSuccess(reply)) throw this.failure(reply, meaning);
    return this.read(reply, read);
  }

  /**
   * Changes something, once. Rejects with `lost-answer` when it may have happened although no
   * answer came that could be read; the caller knows how to look.
   */
  async change<T>(change: Change<T>, signal: AbortSignal): Promise<T> {
    const reply = await this.#connection.http
      .send({
        ...this.#request(change.path, signal),
        method: change.method,
        authorization: await this.#bearer(),
        ...(change.body === undefined ? {} : { body: { type: 'json', value: change.body } }),
      })
      .catch((error: unknown) => {
        throw mayHaveHappened(this.host, error);
      });
    if (isGatewayFault(reply)) throw answerLost(this.host);
    if (!isSuccess(reply)) throw this.failure(reply, change.meaning);
    try {
      return this.read(reply, change.read);
    } catch (error) {
      throw mayHaveHappened(this.host, error);
    }
  }

  /**
   * Any GET below the account's address, whose every status is the caller's to judge.
   * Without `authorization` it is anonymous.
   */
  fetch(path: string, signal: AbortSignal, authorization?: Authorization): Promise<HttpReply> {
    const request: HttpRequest = {
      ...this.#request(path, signal),
      method: 'GET',
      ...(authorization === undefined ? {} : { authorization }),
    };
    return this.#gate.run(async () => {
      for (let attempt = 0; ; attempt += 1) {
        const reply = await this.#connection.http.send(request);
        if (!isPatient(reply, attempt)) return reply;
        await this.#timer.wait(backoff(reply, attempt), signal);
      }
    }, signal);
  }

  /** The error for a reply that is not a success. */
  failure(reply: HttpReply, meaning?: CallMeaning): RegistryError {
    return failure(reply, this.host, meaning);
  }

  /** The body of a success. Rejects with `protocol`, naming the place and never the text. */
  read<T>(reply: HttpReply, read: Reader<T>): T {
    const isEmpty = reply.body === '';
    if (!isEmpty && !/^\s*[[{]/.test(reply.body)) throw notQuay(this.host, reply.status);
    try {
      return read(isEmpty ? undefined : parseJson(reply.body));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      const message = t(
        '{0} answered something that Quay does not promise: “{1}” is missing or not of its type.',
        this.host,
        error.place,
      );
      throw new RegistryError('protocol', message, { status: reply.status });
    }
  }

  #request(path: string, signal: AbortSignal): Pick<HttpRequest, 'url' | 'headers' | 'signal'> {
    return {
      url: `${this.#connection.account.url}${path}`,
      // Spares us from being taken for a browser, whatever the User-Agent
      // (docs/registries/quay.md §1.1).
      headers: { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
      signal,
    };
  }

  /** The account's API token. Rejects with `sign-in-missing`. */
  async #bearer(): Promise<Authorization> {
    const { token } = await this.#connection.signIn();
    if (token === undefined) {
      const message = t('There is no API token for {0} on this machine.', this.host);
      throw new RegistryError('sign-in-missing', message);
    }
    return { scheme: 'bearer', token };
  }
}
