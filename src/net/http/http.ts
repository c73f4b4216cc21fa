import type { OutsideText } from '../../core/outside-text.ts';
import type { Secret } from '../../core/secret.ts';

export type Authorization =
  | { readonly scheme: 'bearer'; readonly token: Secret }
  | { readonly scheme: 'basic'; readonly user: string; readonly password: Secret };

export type RequestBody =
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'form'; readonly value: Readonly<Record<string, string>> };

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute address. Whatever came from a server or a person is escaped already. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorization?: Authorization;
  readonly body?: RequestBody;
  readonly signal: AbortSignal;
  /** From the start to the end of the body, in milliseconds; the client's own limit when absent. */
  readonly timeoutMs?: number;
  /** Longest body that is read, in bytes; 64 MiB when absent. Beyond it: `protocol`. */
  readonly maxBytes?: number;
  /**
   * Whether the request changes something on the server; by default everything but GET and HEAD.
   * A change is sent once, and when its answer is lost the error is `lost-answer`.
   */
  readonly changes?: boolean;
  /**
   * The server must not be this machine, whatever its name leads to: then nothing is sent, and the
   * error is `protocol`.
   */
  readonly notHere?: true;
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: OutsideText;
  /** The address that answered, after redirects within the origin. */
  readonly url: string;
}

/**
 * The one way to a server. Resolves with every HTTP status; rejects with a `RegistryError` of code
 * `tls` (with the certificate), `proxy`, `unreachable`, `timeout`, `lost-answer`, `protocol` (too
 * long, redirected to another origin) or `cancelled`; and, before anything is sent, `plain-http` or
 * `invalid-input`. Never repeats a change, never sends `Authorization` to another origin. A change
 * that a gateway answers with 502 or 504 counts as lost, too.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpReply>;
}
