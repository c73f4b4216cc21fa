import type { Secret } from '../../../core/secret.ts';
import type { HttpReply, HttpRequest } from '../../../net/http/http.ts';
import { joinUrl, type Query } from '../../../net/http/url.ts';
import type { Connection } from '../../contract/connection.ts';
import { isSuccess } from '../../shared/reply/success.ts';
import { failure, type CallMeaning } from './refusal.ts';
import { readReply, type Reader } from './read-reply.ts';
import { Session } from './session.ts';

export interface Call {
  readonly method: HttpRequest['method'];
  /** Below `/api/v3`; escaped here. */
  readonly segments: readonly string[];
  readonly query?: Query;
  readonly body?: unknown;
  /** As in `HttpRequest`: for a GET that makes something. */
  readonly changes?: boolean;
}

/** DRP's server for one account. */
export class DrpApi {
  /** Host and port, to name the server by. */
  readonly host: string;
  readonly session: Session;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.host = new URL(connection.account.url).host;
    this.session = new Session(connection, this.host);
  }

  /** Calls and reads the body of a success; everything else becomes a `RegistryError`. */
  async call<T>(
    call: Call,
    read: Reader<T>,
    meaning: CallMeaning,
    signal: AbortSignal,
  ): Promise<T> {
    const reply = await this.send(call, signal);
    if (!isSuccess(reply)) throw failure(reply, this.host, meaning);
    return this.read(reply, read);
  }

  /**
   * Calls with the account's sign-in; every status is the caller's to judge. A call refused for a
   * dead token is made once more with a new one, a change as well: the refusal says that nothing
   * was done.
   */
  async send(call: Call, signal: AbortSignal): Promise<HttpReply> {
    const { http } = this.#connection;
    const authorization = await this.session.authorization(signal);
    const request = this.#request(call, signal);
    const reply = await http.send({ ...request, authorization });
    const renewed = await this.session.renew(reply, authorization, signal);
    return renewed === undefined ? reply : http.send({ ...request, authorization: renewed });
  }

  /** Calls with a token that is not the account's own, or with none; every status is the caller's. */
  sendAs(token: Secret | undefined, call: Call, signal: AbortSignal): Promise<HttpReply> {
    return this.#connection.http.send({
      ...this.#request(call, signal),
      ...(token === undefined ? {} : { authorization: { scheme: 'bearer', token } }),
    });
  }

  /** The body of a success. Rejects with `protocol`, naming the place and never the text. */
  read<T>(reply: HttpReply, read: Reader<T>): T {
    return readReply(reply, this.host, read);
  }

  #request({ method, segments, query, body, changes }: Call, signal: AbortSignal): HttpRequest {
    return {
      method,
      url: joinUrl(this.#connection.account.url, ['api', 'v3', ...segments], query),
      signal,
      ...(body === undefined ? {} : { body: { type: 'json', value: body } }),
      ...(changes === undefined ? {} : { changes }),
    };
  }
}
