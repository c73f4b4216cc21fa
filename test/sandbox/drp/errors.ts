import type { Reply } from '../http/message.ts';
import { json } from '../http/reply.ts';

/** An answer that ends the handling of a request. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}

export const CHALLENGE = { 'WWW-Authenticate': 'dr-provision' } as const;

/** JSON as gin writes it. */
export const reply = (status: number, value: unknown, headers: Reply['headers'] = {}): Reply =>
  json(status, value, { 'Content-Type': 'application/json; charset=utf-8', ...headers });

/** A status without a body. */
export const empty = (status: number, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers,
  body: '',
});

/** `models.Error`, all five keys always present (docs/registries/drp.md §5). */
export const failure = (
  code: number,
  type: string,
  messages: readonly string[],
  model = '',
  key = '',
): Refusal =>
  new Refusal(reply(code, { Model: model, Key: key, Type: type, Messages: messages, Code: code }));

export const notFound = (method: string, model: string, key: string): Refusal =>
  failure(404, method, ['Not Found'], model, key);

export const noRoute = (method: string, path: string): Refusal =>
  failure(404, method, ['No route'], '', path);

/**
 * A right is missing: neither `get` nor `list` is refused like this (docs/registries/drp.md §5).
 */
export const requires = (path: string, scope: string, action: string, specific: string): Refusal =>
  failure(403, 'AUTH', [`Cannot access ${path}`, `Requires: ${scope} ${action} ${specific}`]);

/** The secret of user or grantor has changed. */
export const revoked = (): Refusal => failure(403, 'AUTH', ['Validation failed']);

/** Neither a body nor, for Basic, a challenge. */
export const unknownToken = (): Refusal => new Refusal(empty(403, CHALLENGE));
export const wrongPassword = (): Refusal => new Refusal(empty(403));
export const noCredentials = (): Refusal => new Refusal(empty(401, CHALLENGE));
