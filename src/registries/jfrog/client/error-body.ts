import { isObject } from '../../../core/is-object.ts';
import { excerpt, OutsideText } from '../../../core/outside-text.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import { type JsonObject, objectIn } from '../../shared/rest/wire.ts';

/**
 * The body of a refusal, in whichever of the five shapes of docs/registries/jfrog.md §2.0 it came.
 */
export interface ErrorBody {
  readonly shape:
    /** a: `{errors: [{code, message, detail?}]}` of Access */
    | 'access'
    /** b: `{errors: [{status, message}]}` of Artifactory */
    | 'artifactory'
    /** c: `{code, message, detail?}`, when a token is revoked */
    | 'bare'
    /** d: `{error, error_description}` of the legacy API */
    | 'legacy'
    /** e: a page, plain text or nothing, of a router or proxy */
    | 'page';
  /** The server's words on one line, at most 300 characters; `''` when it had none. */
  readonly words: string;
}

const page: ErrorBody = { shape: 'page', words: '' };

export function readErrorBody({ body }: Pick<HttpReply, 'body'>): ErrorBody {
  const json = body.read(objectIn);
  if (json === undefined) return page;
  const list: unknown = json['errors'];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  if (isObject(first)) {
    const shape = typeof first['status'] === 'number' ? 'artifactory' : 'access';
    return { shape, words: words(first) };
  }
  if (typeof json['error'] === 'string') {
    return { shape: 'legacy', words: oneLine(json['error_description'] ?? json['error']) };
  }
  return typeof json['code'] === 'string' ? { shape: 'bare', words: words(json) } : page;
}

/** `detail` often just repeats the reason phrase; a longer one says more than the message. */
function words({ message, detail }: JsonObject): string {
  const [said, more] = [oneLine(message), oneLine(detail)];
  return more.length > said.length && more.startsWith(said) ? more : said || more;
}

const oneLine = (text: unknown): string => excerpt(new OutsideText(text), 300);
