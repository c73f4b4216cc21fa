import type { Reply } from '../http/message.ts';
import { html, json } from '../http/reply.ts';

/** nginx and gunicorn name no charset in their own pages. */
export const PLAIN_HTML = { 'Content-Type': 'text/html' };

/**
 * Thrown by handlers; rendered once the origin of the registry is known (docs/registries/quay.md
 * §2.0).
 */
export class Refusal extends Error {
  readonly render: (origin: string) => Reply;

  constructor(message: string, render: (origin: string) => Reply) {
    super(message);
    this.name = 'Refusal';
    this.render = render;
  }
}

/** E1: the `ApiException` family. */
export function problem(
  type: string,
  status: number,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): Refusal {
  return new Refusal(detail, (origin) =>
    json(status, {
      detail,
      error_message: detail,
      error_type: type,
      title: type,
      type: `${origin}/api/v1/error/${type}`,
      status,
      ...extra,
    }),
  );
}

export const invalidRequest = (detail: string): Refusal => problem('invalid_request', 400, detail);
export const notFound = (): Refusal => problem('not_found', 404, 'Not Found');
export const forbidden = (): Refusal => problem('insufficient_scope', 403, 'Unauthorized');
export const unauthenticated = (extra: Readonly<Record<string, unknown>> = {}): Refusal =>
  problem('invalid_token', 401, 'Requires authentication', extra);
export const freshLoginRequired = (): Refusal =>
  problem('fresh_login_required', 401, 'Requires fresh login');

/** E2 with status 400, E4 with others: `{message}`. */
export function message(status: number, text: string): Refusal {
  return new Refusal(text, () => json(status, { message: text }));
}

export const modelError = (text: string): Refusal => message(400, text);
/** What Flask says of a body or an argument that it cannot read. */
export const malformed = (): Refusal =>
  message(400, 'The browser (or proxy) sent a request that this server could not understand.');
export const robotMissing = (): Refusal =>
  modelError('Could not find robot with specified username');
export const flaskForbidden = (): Refusal =>
  message(
    403,
    "You don't have the permission to access the requested resource. It is either " +
      'read-protected or not readable by the server.',
  );

/** E3: JSON text that claims to be HTML. */
export function aborted(status: number, error: string, headers: Reply['headers'] = {}): Refusal {
  return new Refusal(error, () => ({
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
    body: JSON.stringify({ error }).replace('":"', '": "'),
  }));
}

/** E5: a query parameter of the wrong type; `message` is an object. */
export function badParameter(name: string, help: string): Refusal {
  return new Refusal(help, () => json(400, { message: { [name]: help } }));
}

/** E6: the registry is read-only. */
export function readOnly(): Refusal {
  const text =
    'System is currently read-only. Pulls will succeed but all write operations are currently suspended.';
  return new Refusal(text, () => json(503, { message: text, is_readonly: true }));
}

/** E7: an error of the registry protocol. */
export function registryError(
  status: number,
  code: string,
  text: string,
  options: {
    readonly detail?: Readonly<Record<string, unknown>>;
    readonly extra?: Readonly<Record<string, unknown>>;
    readonly headers?: Reply['headers'];
  } = {},
): Refusal {
  return new Refusal(text, () =>
    json(
      status,
      { errors: [{ code, message: text, detail: options.detail ?? {}, ...options.extra }] },
      options.headers,
    ),
  );
}

/** E8: an unhandled error, told by the server that runs Quay's workers. */
export function crashed(): Refusal {
  return new Refusal('500', () => html(500, '500 Internal Server Error', PLAIN_HTML));
}

/** The password check after a wrong password: shut for a moment (docs/registries/quay.md §8.1). */
export function tooManyLogins(): Refusal {
  const text = 'Too many login attempts. \nPlease reset your Quay password and try again.';
  return new Refusal(text, () => ({
    status: 429,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '0' },
    body: text,
  }));
}

/** E8: a worker that gave no answer, told by nginx in front of it. */
export function badGateway(): Refusal {
  return new Refusal('502', () => html(502, 'Quay is currently loading', PLAIN_HTML));
}

/** What Flask aborts with outside of the REST API. */
export function flaskPage(status: number, title: string): Refusal {
  return new Refusal(title, () => html(status, title));
}
