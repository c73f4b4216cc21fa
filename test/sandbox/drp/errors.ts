import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import type { Drp } from './context.ts';
import { since } from './context.ts';

/** An answer that ends the handling of a request. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}

const CHALLENGE = { 'WWW-Authenticate': 'dr-provision' } as const;

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
  headers: Reply['headers'] = {},
): Refusal =>
  new Refusal(
    reply(code, { Model: model, Key: key, Type: type, Messages: messages, Code: code }, headers),
  );

export const notFound = (method: string, model: string, key: string): Refusal =>
  failure(404, method, ['Not Found'], model, key);

/** Before 3.9 in the words of the web framework, whether or not somebody signed in. */
export const noRoute = (drp: Drp, { method, target }: SandboxRequest): Refusal =>
  since(drp, '3.9')
    ? failure(404, method, ['No route'], '', target)
    : new Refusal({
        status: 404,
        headers: { 'Content-Type': 'text/plain' },
        body: '404 page not found',
      });

/** A right is missing; `second` says which, or which license. */
export const cannotAccess = ({ target }: SandboxRequest, second: string): Refusal =>
  failure(403, 'AUTH', [`Cannot access ${target}`, second]);

/** The secret of user or grantor has changed. */
export const revoked = (): Refusal => failure(403, 'AUTH', ['Validation failed']);

/** Neither a body nor a challenge: a wrong password, and before 3.9 every missing right. */
export const forbidden = (): Refusal => new Refusal(empty(403));
export const unknownToken = (): Refusal => new Refusal(empty(403, CHALLENGE));
export const noCredentials = (): Refusal => new Refusal(empty(401, CHALLENGE));
/** The server stumbled over itself: nothing is said. */
export const panic = (): Refusal => new Refusal(empty(500));
