import type { IncomingHttpHeaders } from 'node:http';

/** One request as a sandbox registry sees it: complete, with its body read. */
export interface SandboxRequest {
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** What the client showed of itself in the handshake, on servers that ask for it. */
  readonly clientCertificate?: ClientCertificate;
}

/** A client's certificate, checked but not judged. */
export interface ClientCertificate {
  readonly commonName: string;
  /** OpenSSL's code of what is wrong with it, e.g. `CERT_HAS_EXPIRED`. */
  readonly problem?: string;
}

/** What a handler answers; `Content-Length` is added when it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

/** Answers one request. A rejection becomes an HTML 500, as an unhandled error does in Flask. */
export type RequestHandler = (request: SandboxRequest) => Reply | Promise<Reply>;
