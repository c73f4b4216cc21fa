import { differences } from '../differences.ts';
import type { Body } from '../recording.ts';

/** What a recording's `VERSION.info.json` says, and the host it was made on. */
export interface RecordedInfo {
  readonly id: string;
  readonly api_port: number;
  readonly file_port: number;
}

/** Puts the recording's words back into an answer of the double, as they stand for what is random. */
export interface Words {
  readonly info: RecordedInfo;
  /** Host and port of the double, which stand in addresses. */
  readonly host: string;
}

/** Sixteen random characters: a secret that the server made, not one that was sent. */
const INVENTED = /^[A-Za-z\d]{16}$/;
/** Keys of all tokens of a server. */
const KEYS = ['baseTokenSecret', 'systemGrantorSecret'];

export const wordsInText = (text: string, { info, host }: Words): string =>
  text.replaceAll(host, `127.0.0.1:${info.api_port}`);

/**
 * @param recorded What stands in the same place of the recording: the keys of tokens were recorded as
 *   they were, and information about the server is a word where it is that of `VERSION.info.json`.
 */
export function wordsInBody(body: Body, recorded: Body, words: Words): Body {
  if (typeof body === 'string') return wordsInText(body, words);
  if (Array.isArray(body)) {
    return body.map((entry: unknown, index) =>
      wordsInBody(entry, Array.isArray(recorded) ? recorded[index] : undefined, words),
    );
  }
  if (!isObject(body)) return body;
  if ('arch' in body) return wordOfInfo(body, recorded, words.info);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const there = isObject(recorded) ? recorded[name] : undefined;
      return [name, wordOf(name, value, there) ?? wordsInBody(value, there, words)];
    }),
  );
}

function wordOf(name: string, value: unknown, recorded: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  if (name === 'Token') return '<token>';
  if (name === 'Secret' && INVENTED.test(value)) return '<secret>';
  return KEYS.includes(name) && value.length === 32 ? recorded : undefined;
}

function wordOfInfo(body: object, recorded: Body, info: RecordedInfo): Body {
  const { id, api_port, file_port } = info;
  const own = { ...body, id, ...('ha_id' in body ? { ha_id: id } : {}), api_port, file_port };
  if (isObject(recorded)) return own;
  const answer = (value: Body) => ({ status: 200, headers: {}, body: withoutTimes(value) });
  return differences(answer(info), answer(own)).length === 0 ? '<info>' : own;
}

/** Licenses begin and end at some time. */
const withoutTimes = (info: Body): Body =>
  JSON.parse(JSON.stringify(info).replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"<time>"')) as Body;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
