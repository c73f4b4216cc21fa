import type { SandboxRequest } from './message.ts';

/**
 * A request that arrived at a sandbox server. The value of `Authorization` can be asked for by leak
 * tests but is a private field, so that neither JSON nor an inspection prints it.
 */
export class RecordedRequest {
  readonly server: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headerNames: readonly string[];
  readonly hasAuthorization: boolean;
  /** Sandbox time of arrival, milliseconds since the epoch. */
  readonly at: number;
  readonly #authorization: string | undefined;

  constructor(server: string, request: SandboxRequest, at: number) {
    this.server = server;
    this.method = request.method;
    this.url = request.target;
    this.headerNames = Object.keys(request.headers);
    this.#authorization = request.headers.authorization;
    this.hasAuthorization = this.#authorization !== undefined;
    this.at = at;
  }

  authorization(): string | undefined {
    return this.#authorization;
  }
}

/** Everything that arrived since the start or the last `clear()`. */
export class Recorder {
  readonly #requests: RecordedRequest[] = [];

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** The distinct `Authorization` values seen: what a leak test looks for elsewhere. */
  authorizations(): string[] {
    const values = this.#requests.map((request) => request.authorization());
    return [...new Set(values.filter((value) => value !== undefined))];
  }

  record(request: RecordedRequest): void {
    this.#requests.push(request);
  }

  clear(): void {
    this.#requests.length = 0;
  }
}
