import type { HttpReply } from '../../../net/http/http.ts';

/** What the answer to `HEAD /users/{name}` says of the token it carried. */
export type Liveness =
  /** It asks for no right: whether the user is there or not, the token was taken. */
  | 'alive'
  /** Unknown, expired, or of another server: the server names itself. */
  | 'ended'
  /** The secret of its user or grantor changed. Before 3.9 this question does not show it. */
  | 'revoked';

/** `undefined` for an answer that is none of the server's own (docs/registries/drp.md §8). */
export function livenessOf({
  status,
  headers,
}: Pick<HttpReply, 'status' | 'headers'>): Liveness | undefined {
  switch (status) {
    case 200:
    case 404:
      return 'alive';
    case 401:
    case 403:
      return headers.get('www-authenticate') === undefined ? 'revoked' : 'ended';
    default:
      return undefined;
  }
}
