import { isObject } from '../../../core/is-object.ts';
import { excerpt, OutsideText } from '../../../core/outside-text.ts';
import type { HttpReply } from '../../../net/http/http.ts';

/**
 * The body of a refusal (`models.Error`, docs/registries/drp.md §5), or what stood in its place.
 */
export interface ErrorBody {
  /**
   * `none`: an empty body, which means something of its own here; `absent`: what the web framework
   * of servers before 3.9 says of a route they lack (docs/registries/drp.md §8); `page`: neither
   * that nor JSON of DRP's.
   */
  readonly shape: 'error' | 'none' | 'absent' | 'page';
  readonly type: string;
  /** Each on one line and not too long. */
  readonly messages: readonly string[];
}

export function readErrorBody({ body }: Pick<HttpReply, 'body'>): ErrorBody {
  if (body.isEmpty) return { shape: 'none', type: '', messages: [] };
  if (body.says(/^\s*404 page not found\s*$/)) return { shape: 'absent', type: '', messages: [] };
  const json = body.read(parse);
  const messages = isObject(json) ? json['Messages'] : undefined;
  if (!isObject(json) || !Array.isArray(messages)) return { shape: 'page', type: '', messages: [] };
  return {
    shape: 'error',
    type: typeof json['Type'] === 'string' ? json['Type'] : '',
    messages: messages.filter((message) => typeof message === 'string').map(oneLine),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const oneLine = (text: string): string => excerpt(new OutsideText(text), 200);

/**
 * What a 401 or 403 says of the credentials (docs/registries/drp.md §5); `undefined` for any other
 * reply.
 */
export type AuthFault =
  /** Empty, with the server's challenge: a token that is unknown or has expired. */
  | { readonly kind: 'unknown' }
  /**
   * Empty, without it: a wrong password; or, before 3.9, a good token that lacks a right or was
   * revoked (docs/registries/drp.md §8).
   */
  | { readonly kind: 'bare' }
  /** The secret of the user or of the grantor has changed. */
  | { readonly kind: 'revoked' }
  /** Good credentials that lack a right; the server names it. */
  | { readonly kind: 'right'; readonly right: string }
  /** A feature that the server's license lacks. */
  | { readonly kind: 'license'; readonly words: string };

export function authFault(
  reply: Pick<HttpReply, 'status' | 'body' | 'headers'>,
): AuthFault | undefined {
  if (reply.status !== 401 && reply.status !== 403) return undefined;
  const { shape, messages } = readErrorBody(reply);
  if (shape === 'none') {
    const challenged = reply.status === 401 || reply.headers.get('www-authenticate') !== undefined;
    return { kind: challenged ? 'unknown' : 'bare' };
  }
  if (shape === 'page' || shape === 'absent') return undefined;
  if (messages.includes('Validation failed')) return { kind: 'revoked' };
  const licensed = messages.find((message) => message.includes('licensed'));
  if (licensed !== undefined) return { kind: 'license', words: licensed };
  const required = messages.find((message) => message.startsWith('Requires:'));
  return { kind: 'right', right: (required ?? '').replace(/^Requires:\s*/, '').trim() };
}
