import { isObject } from '../../../core/is-object.ts';
import { excerpt, OutsideText } from '../../../core/outside-text.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import { type JsonObject, objectIn } from '../../shared/rest/wire.ts';

/**
 * The body of a refusal. Quay has eight shapes for it (docs/registries/quay.md §2.0, E1 to E8), and
 * its content types cannot be trusted: E3 is JSON that calls itself HTML.
 */
export interface ErrorBody {
  readonly shape:
    /** E1: `{detail, error_type, …}` */
    | 'problem'
    /** E2, E4, E5, E6: `{message}` */
    | 'message'
    /** E3: `{error}` */
    | 'error'
    /** E7: `{errors: […]}` */
    | 'registry'
    /** E8, the web interface, a proxy: anything that is not JSON. */
    | 'page';
  /** The server's words on one line, at most 200 characters; `''` when it had none. */
  readonly words: string;
  /** `error_type` of E1, `code` of E7. */
  readonly type: string | undefined;
  readonly isReadOnly: boolean;
}

const page: ErrorBody = { shape: 'page', words: '', type: undefined, isReadOnly: false };

export function readErrorBody(reply: HttpReply): ErrorBody {
  const json = reply.body.read(objectIn);
  if (json === undefined) return page;
  const first = Array.isArray(json['errors']) ? (json['errors'] as unknown[])[0] : undefined;
  const error = isObject(first) ? first : {};
  const body = { words: words(json, error), isReadOnly: isReadOnly(json, error) };
  if (isText(json['error_type'])) return { ...body, shape: 'problem', type: json['error_type'] };
  if ('message' in json) return { ...body, shape: 'message', type: undefined };
  if ('error' in json) return { ...body, shape: 'error', type: undefined };
  if (first === undefined) return { ...body, shape: 'page', type: undefined };
  const code = error['code'];
  return { ...body, shape: 'registry', type: isText(code) ? code : undefined };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function words(json: JsonObject, error: JsonObject): string {
  const { message } = json;
  // E5: the message is an object of help texts by parameter.
  const help = isObject(message) ? Object.values(message) : [];
  const told = [json['detail'], json['error_message'], message, json['error'], ...help];
  const text = [...told, error['message']].find((value) => isText(value) && value !== '');
  return isText(text) ? oneLine(text) : '';
}

/** A jsonschema refusal runs over many lines; its first is the one that matters. */
const oneLine = (text: string): string => excerpt(new OutsideText(text), 200, 'first-line');

function isReadOnly(json: JsonObject, error: JsonObject): boolean {
  const detail = isObject(error['detail']) ? error['detail'] : {};
  return [json, error, detail].some((place) => place['is_readonly'] === true);
}
