import { Buffer } from 'node:buffer';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** One request of a test; `json` sets body and content type. */
export interface Call {
  readonly method?: string;
  readonly bearer?: string;
  /** `user:password`. */
  readonly basic?: string;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** CA to trust, PEM. */
  readonly ca?: string;
  /** The name that the certificate must have, where it is not the address's. */
  readonly servername?: string;
  /** A client certificate and its key, PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** What came back, unjudged. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON, whatever the content type says. */
  json(): unknown;
}

/** Sends one request on a connection of its own and reads the whole answer; no redirects. */
export async function send(url: string, call: Call = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const body = call.json === undefined ? call.body : JSON.stringify(call.json);
  const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(
    url,
    {
      method: call.method ?? 'GET',
      agent: false,
      headers: headersOf(call, body),
      ...(call.ca === undefined ? {} : { ca: call.ca }),
      ...(call.servername === undefined ? {} : { servername: call.servername }),
      ...call.certificate,
    },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => JSON.parse(text) as unknown,
        });
      });
    },
  );
  request.on('error', reject);
  request.end(body);
  return promise;
}

function headersOf(call: Call, body: string | undefined): Record<string, string | number> {
  const { basic, bearer } = call;
  return {
    ...(call.json === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
    ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
    ...(basic === undefined
      ? {}
      : { Authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
    ...call.headers,
  };
}
