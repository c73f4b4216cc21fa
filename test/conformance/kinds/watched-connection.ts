import { RegistryError } from '../../../src/core/errors.ts';
import type { HttpRequest } from '../../../src/net/http/http.ts';
import type { Kubernetes } from '../../../src/net/kube/kubernetes.ts';
import type { Connection } from '../../../src/registries/contract/connection.ts';
import { OutsideText } from '../../../src/core/outside-text.ts';

const never = new AbortController().signal;

/**
 * What happens to the first change: the person cancels just before it is sent, or while its answer
 * is on the way; or the answer is lost. `undefined` lets everything pass.
 */
export type Mishap = 'cancelled-before' | 'cancelled-after' | 'lost' | undefined;

/** A connection that sees the changes that are sent through it, and lets one thing go wrong. */
export class WatchedConnection {
  /** How many changes reached the server. */
  sent = 0;
  readonly #mishap: Mishap;
  readonly #abort: AbortController;
  readonly #isChanging: (argv: readonly string[]) => boolean;

  constructor(
    mishap: Mishap,
    abort: AbortController,
    isChanging: (argv: readonly string[]) => boolean = () => false,
  ) {
    this.#mishap = mishap;
    this.#abort = abort;
    this.#isChanging = isChanging;
  }

  over(connection: Connection): Connection {
    const { http, kubernetes } = connection;
    return {
      ...connection,
      http: {
        send: async (request) => {
          if (!isChange(request) || this.sent > 0) return http.send(request);
          const [reply, isLost] = await this.#first(request.signal, (signal) =>
            http.send({ ...request, signal }),
          );
          if (isLost) throw new RegistryError('lost-answer', 'The answer was lost.');
          return reply;
        },
      },
      ...(kubernetes === undefined
        ? {}
        : { kubernetes: async () => this.#overKubernetes(await kubernetes()) }),
    };
  }

  #overKubernetes(inner: Kubernetes): Kubernetes {
    return {
      contexts: () => inner.contexts(),
      run: async (target, argv, given) => {
        if (!this.#isChanging(argv) || this.sent > 0) return inner.run(target, argv, given);
        const [result, isLost] = await this.#first(given, (signal) =>
          inner.run(target, argv, signal),
        );
        return isLost
          ? { ...result, stdout: new OutsideText(''), ended: { interruption: 'dropped' } }
          : result;
      },
    };
  }

  /** Sends the first change, and tells whether its answer is to be lost. */
  async #first<T>(
    given: AbortSignal,
    send: (signal: AbortSignal) => Promise<T>,
  ): Promise<readonly [answer: T, isLost: boolean]> {
    if (this.#mishap === 'cancelled-before') {
      this.#abort.abort();
      return [await send(given), false];
    }
    this.sent += 1;
    // It has arrived: what the person does now cannot take it back.
    const answer = await send(this.#mishap === undefined ? given : never);
    if (this.#mishap === 'cancelled-after') this.#abort.abort();
    return [answer, this.#mishap === 'lost'];
  }
}

const isChange = ({ method, changes }: HttpRequest): boolean =>
  changes ?? !['GET', 'HEAD'].includes(method);
