import type { HttpClient, HttpRequest } from '../../../src/net/http/http.ts';
import type { Kubernetes } from '../../../src/net/kube/kubernetes.ts';
import type { Connection } from '../../../src/registries/contract/connection.ts';

/** Something that was sent to the server. */
export interface Sent {
  /** Tells it from others; one change must not be sent twice. */
  readonly text: string;
  readonly isChange: boolean;
  /** Whether a good answer came to it. */
  isDone: boolean;
}

/** Hears of what is about to be sent, and may have a request go another way. */
export type Divert = (step: number) => HttpClient | undefined;

const straight: Divert = () => undefined;

/** A connection that notes what is sent through it. */
export class Watched {
  readonly sent: Sent[] = [];
  divert = straight;

  over(connection: Connection, changes: (argv: readonly string[]) => boolean): Connection {
    const { http, kubernetes } = connection;
    return {
      ...connection,
      http: {
        send: async (request) => {
          const way = this.divert(this.sent.length) ?? http;
          const noted = this.#note(textOf(request), isChange(request));
          const reply = await way.send(request);
          noted.isDone = reply.status >= 200 && reply.status < 300;
          return reply;
        },
      },
      ...(kubernetes && {
        kubernetes: async () => this.#overKubernetes(await kubernetes(), changes),
      }),
    };
  }

  /** From here on requests are counted anew, and go straight. */
  begin(): void {
    this.sent.length = 0;
    this.divert = straight;
  }

  #overKubernetes(inner: Kubernetes, changes: (argv: readonly string[]) => boolean): Kubernetes {
    return {
      contexts: () => inner.contexts(),
      run: async (target, argv, signal) => {
        this.divert(this.sent.length);
        const noted = this.#note(argv.join(' '), changes(argv));
        const result = await inner.run(target, argv, signal);
        noted.isDone = 'exitCode' in result.ended && result.ended.exitCode === 0;
        return result;
      },
    };
  }

  #note(text: string, isChange: boolean): Sent {
    const noted = { text, isChange, isDone: false };
    this.sent.push(noted);
    return noted;
  }
}

const isChange = ({ method, changes }: HttpRequest): boolean =>
  changes ?? !['GET', 'HEAD'].includes(method);

const textOf = ({ method, url, body }: HttpRequest): string =>
  [method, url, JSON.stringify(body?.value ?? '')].join(' ');
