import type { Reply } from '../http/message.ts';
import { json } from '../http/reply.ts';

/** A request that is refused with a finished reply. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

const reasons: Readonly<Record<number, readonly [code: string, phrase: string]>> = {
  400: ['BAD_REQUEST', 'Bad Request'],
  401: ['UNAUTHORIZED', 'Unauthorized'],
  403: ['FORBIDDEN', 'Forbidden'],
  404: ['NOT_FOUND', 'Not Found'],
};

/** Shape a of docs/registries/jfrog.md §2.0: Access. */
export function accessError(status: number, message?: string): Refusal {
  const [code = 'ERROR', phrase = 'Error'] = reasons[status] ?? [];
  const text = message ?? `HTTP ${status} ${phrase}`;
  return new Refusal(json(status, { errors: [{ code, detail: phrase, message: text }] }));
}

/** Shape b: Artifactory. */
export const artifactoryError = (status: number, message: string): Refusal =>
  new Refusal(json(status, { errors: [{ status, message }] }));

/** Shape c: Access, when a token is revoked. */
export const bareError = (status: number, message: string, detail: string): Refusal =>
  new Refusal(json(status, { code: reasons[status]?.[0] ?? 'ERROR', message, detail }));

/** Shape d: the legacy token API. */
export const legacyError = (status: number, error: string, description: string): Refusal =>
  new Refusal(json(status, { error, error_description: description }));

/** Shape e: the router knows no such path. */
export const notRouted = (): Reply => ({
  status: 404,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: '404 page not found\n',
});
