import { Limiter } from '../../../core/concurrency/limiter.ts';
import { systemTimer, type Timer } from '../../../core/concurrency/timer.ts';
import { RegistryError } from '../../../core/errors.ts';
import type { Authorization, HttpReply, HttpRequest, RequestBody } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import { backoff, isPatient } from './backoff.ts';
import { answerLost, isGatewayFault, isSuccess, mayHaveHappened } from './success.ts';
import { parseJson, WireError } from './wire.ts';

/** Turns parsed JSON (`undefined` for an empty body) into what the caller wants; throws `WireError`. */
export type Reader<T> = (json: unknown, status: number) => T;

/** Reads the answer of a change that has none; a body there means that somebody else answered. */
export const nothing: Reader<void> = (json) => {
  if (json !== undefined) throw new WireError('body');
};

/** A request that changes something on the server. */
export interface Change<T, Meaning> {
  /** `GET` for what a server makes at a reading method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the account's address, escaped. */
  readonly path: string;
  readonly body?: RequestBody;
  /** Plain text goes to `read` as it is, without the white space around it. */
  readonly answers?: 'text';
  readonly read: Reader<T>;
  readonly meaning?: Meaning;
  /** In the place of the account's own sign-in; `none` where what is sent speaks for itself. */
  readonly authorization?: Authorization | 'none';
}

/** As many reads as one account runs at a time. */
const readsAtOnce = 4;

/**
 * A server with a REST API, for one account. What is the same for all kinds stands here: reads run
 * a few at a time and wait out a rate limit; a change is sent once, and when its answer is lost the
 * error says so; what does not speak the protocol is refused without being quoted. A kind says how
 * it signs in and what its refusals mean.
 *
 * @typeParam Meaning what a refusal means for one call, in the kind's own terms
 */
export abstract class RestClient<Meaning> {
  /** Host and port, to name the server by. */
  readonly host: string;
  protected readonly connection: Connection;
  readonly #timer: Timer;
  readonly #limiter = new Limiter(readsAtOnce);

  constructor(connection: Connection, timer: Timer = systemTimer) {
    this.connection = connection;
    this.#timer = timer;
    this.host = new URL(connection.account.url).host;
  }

  /** The error for a reply that is not a success. */
  abstract failure(reply: HttpReply, meaning?: Meaning): RegistryError;

  /** The error for a success whose body is not of this product: a page, another product. */
  protected abstract notOurs(status: number): RegistryError;

  /** What to say of a body of this product that lacks what is promised at `place`. */
  protected abstract unpromised(place: string): string;

  /** The account's sign-in for a path. Rejects with `sign-in-missing`. */
  protected abstract signIn(path: string, signal: AbortSignal): Promise<Authorization>;

  /** Headers of every request. */
  protected get headers(): Readonly<Record<string, string>> {
    return { accept: 'application/json' };
  }

  /** Looks at every reply, whatever its status. */
  protected note?(reply: HttpReply): void;

  /** The error for a call that the account's own sign-in was sent with. */
  protected refused(
    reply: HttpReply,
    _path: string,
    _authorization: Authorization,
    meaning?: Meaning,
  ): RegistryError {
    return this.failure(reply, meaning);
  }

  /**
   * Another sign-in for a call that was refused for a dead one: worth one more try, since the
   * refusal says that nothing was done.
   */
  protected renewed?(
    reply: HttpReply,
    refused: Authorization,
    signal: AbortSignal,
  ): Promise<Authorization | undefined>;

  /** Reads JSON with the account's sign-in. */
  async get<T>(path: string, read: Reader<T>, meaning: Meaning, signal: AbortSignal): Promise<T> {
    return this.read(await this.getReply(path, meaning, signal), read);
  }

  /** A success with the account's sign-in, its body not looked at yet. */
  async getReply(path: string, meaning: Meaning, signal: AbortSignal): Promise<HttpReply> {
    const { reply, authorization } = await this.#signedGet(path, signal);
    if (!isSuccess(reply)) throw this.refused(reply, path, authorization, meaning);
    return reply;
  }

  /** A GET with the account's sign-in, whose every status is the caller's to judge. */
  async ask(path: string, signal: AbortSignal): Promise<HttpReply> {
    return (await this.#signedGet(path, signal)).reply;
  }

  /**
   * Any GET, or a HEAD, below the account's address, whose every status is the caller's to judge.
   * Without `authorization` it is anonymous. A 429 or 503 is waited out a few times.
   */
  fetch(
    path: string,
    signal: AbortSignal,
    authorization?: Authorization,
    method: 'GET' | 'HEAD' = 'GET',
  ): Promise<HttpReply> {
    const request: HttpRequest = {
      ...this.#request(path, signal),
      method,
      ...(authorization === undefined ? {} : { authorization }),
    };
    return this.#limiter.run(async () => {
      for (let attempt = 0; ; attempt += 1) {
        const reply = await this.#send(request);
        if (!isPatient(reply, attempt)) return reply;
        await this.#timer.wait(backoff(reply, attempt), signal);
      }
    }, signal);
  }

  /**
   * Changes something, once. Rejects with `lost-answer` when it may have happened although no
   * answer came that could be read; the caller knows how to look.
   */
  async change<T>(change: Change<T, Meaning>, signal: AbortSignal): Promise<T> {
    const { path, authorization: other, read, meaning } = change;
    const own = other === undefined ? await this.signIn(path, signal) : undefined;
    let used = own ?? (other === 'none' ? undefined : other);
    let reply = await this.#sendChange(change, used, signal);
    if (own !== undefined) {
      const renewed = await this.renewed?.(reply, own, signal);
      if (renewed !== undefined) {
        used = renewed;
        reply = await this.#sendChange(change, renewed, signal);
      }
    }
    if (isGatewayFault(reply)) throw answerLost(this.host);
    if (!isSuccess(reply)) {
      throw own === undefined || used === undefined
        ? this.failure(reply, meaning)
        : this.refused(reply, path, used, meaning);
    }
    try {
      return change.answers === 'text' ? this.#readText(reply, read) : this.read(reply, read);
    } catch (error) {
      throw mayHaveHappened(this.host, error);
    }
  }

  /** The body of a success. Rejects with `protocol`, naming the place and never the text. */
  read<T>(reply: Pick<HttpReply, 'body' | 'status'>, read: Reader<T>): T {
    const isEmpty = reply.body.isEmpty;
    if (!isEmpty && !reply.body.says(/^\s*[[{]/)) throw this.notOurs(reply.status);
    try {
      return read(isEmpty ? undefined : reply.body.read(parseJson), reply.status);
    } catch (error) {
      throw this.asProtocol(error, reply.status);
    }
  }

  /** What a reader complained about, as an error for a person; other errors as they are. */
  asProtocol(error: unknown, status: number): unknown {
    if (!(error instanceof WireError)) return error;
    return new RegistryError('protocol', this.unpromised(error.place), { status });
  }

  async #signedGet(
    path: string,
    signal: AbortSignal,
  ): Promise<{ readonly reply: HttpReply; readonly authorization: Authorization }> {
    const own = await this.signIn(path, signal);
    const reply = await this.fetch(path, signal, own);
    const renewed = await this.renewed?.(reply, own, signal);
    return renewed === undefined
      ? { reply, authorization: own }
      : { reply: await this.fetch(path, signal, renewed), authorization: renewed };
  }

  async #sendChange(
    { method, path, body }: Change<unknown, Meaning>,
    authorization: Authorization | undefined,
    signal: AbortSignal,
  ): Promise<HttpReply> {
    try {
      return await this.#send({
        ...this.#request(path, signal),
        method,
        changes: true,
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      throw mayHaveHappened(this.host, error);
    }
  }

  async #send(request: HttpRequest): Promise<HttpReply> {
    const reply = await this.connection.http.send(request);
    this.note?.(reply);
    return reply;
  }

  #readText<T>({ body, status }: HttpReply, read: Reader<T>): T {
    try {
      return read(
        body.read((text): unknown => text.trim()),
        status,
      );
    } catch (error) {
      throw this.asProtocol(error, status);
    }
  }

  #request(path: string, signal: AbortSignal): Pick<HttpRequest, 'url' | 'headers' | 'signal'> {
    return { url: `${this.connection.account.url}${path}`, headers: this.headers, signal };
  }
}
