import { beginsAsObject } from './clean.ts';
import { findJwt } from './find.ts';
import type { Json, JsonObject } from './json.ts';
import { duplicateNames, parseJson } from './json.ts';
import { longestAtOnce } from './limits.ts';
import type { Problem } from './problem.ts';
import type { Disclosures, Parts } from './token-parts.ts';

/** A member that the JSON forms have, its quotes perhaps escaped or typographic. */
const mark =
  /(?:"|“|”|'|%22|&quot;|&#34;)(?:signatures?|ciphertext)\\*(?:"|“|”|'|%22|&quot;|&#34;)/i;

/**
 * The token in the general or the flattened JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2) that a
 * text is, or that stands in it: in a log line, the body of a request, a string of other JSON.
 * `undefined` when there is none, or a compact token before it.
 */
export function jsonFormIn(text: string): JsonObject | undefined {
  if (text.length > longestAtOnce || !mark.test(text)) return undefined;
  const whole = objectOf(text);
  if (whole !== undefined && readForm(whole, 0) !== undefined) return whole;
  let reading = joined(text);
  for (let round = 0; round < mostWrapped; round++) {
    const found = formWithin(reading);
    if (found !== undefined) return found;
    reading = plainer(reading);
  }
  return undefined;
}

/** JSON is a string within a string so often. */
const mostWrapped = 4;

/** Reads what `jsonFormIn` found. */
export function partsOfJson(json: JsonObject, signature: number | undefined): Parts {
  const parts = readForm(json, signature) ?? { segments: [], problems: [] };
  const names = duplicateNames(json);
  if (names.length === 0) return parts;
  const problem: Problem = { code: 'duplicates', place: 'token', names };
  return { ...parts, problems: [...parts.problems, problem] };
}

/** A JSON object; `undefined` for any other text. */
export function objectOf(text: string): JsonObject | undefined {
  if (text.length > longestAtOnce || !/^\s*\{/.test(text)) return undefined;
  try {
    const json = parseJson(text);
    return json.type === 'object' ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Objects within other text are looked at up to this length, in characters. */
const longestWithin = 100_000;

/** So many objects are tried, each of which begins farther out. */
const mostTried = 12;

/** The first object of a text that is a token. */
function formWithin(text: string): JsonObject | undefined {
  const at = text.search(/"(?:payload|protected|signatures?|ciphertext)"\s*:/);
  const [compact] = findJwt(text, 1);
  if (at < 0 || (compact !== undefined && compact.start < at)) return undefined;
  let open = at;
  for (let tried = 0; tried < mostTried && open > 0; tried++) {
    open = text.lastIndexOf('{', open - 1);
    if (open < 0) return undefined;
    const json = objectOf(text.slice(open, objectEnd(text, open)));
    if (json !== undefined && isToken(json)) return json;
  }
  return undefined;
}

/** Where the object ends that begins at a place. */
function objectEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + longestWithin);
  let depth = 0;
  let isString = false;
  for (let at = start; at < limit; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') isString = !isString;
    else if (isString) continue;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return limit;
}

/** Beside other text it takes more than the names of members to be a token. */
function isToken(json: JsonObject): boolean {
  const parts = readForm(json, 0);
  const [header = '', content = ''] = parts?.segments ?? [];
  const names = parts?.unprotected?.members.map(({ name }) => name) ?? [];
  return (
    parts !== undefined &&
    (content !== '' || parts.segments.length === 5) &&
    (beginsAsObject(header) || (header === '' && names.includes('alg')))
  );
}

/** A text without line breaks, which JSON has only between its parts, and what nobody sees. */
const joined = (text: string): string =>
  text.replace(/\r?\n[ \t]*|[\u200b\u2060\ufeff]/g, '').replaceAll('\u00a0', ' ');

/** A text without the outermost of what wraps JSON: percent-encoding, entities, quotes, escapes. */
function plainer(text: string): string {
  if (text.includes('%22')) return percentDecoded(text);
  if (text.search(entity) >= 0) return text.replace(entity, '"');
  if (/[“”„]/.test(text)) return text.replace(/[“”„]/g, '"');
  return text.replace(/\\([nrt"\\/])/g, (_, escaped: string) =>
    /[nrt]/.test(escaped) ? ' ' : escaped,
  );
}

/** The quote of HTML. */
const entity = /&(?:quot|#34|#x22);/gi;

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll('%22', '"');
  }
}

/** `undefined` for other JSON. */
function readForm(json: JsonObject, signature: number | undefined): Parts | undefined {
  const ciphertext = textOf(json, 'ciphertext');
  return ciphertext === undefined ? signedParts(json, signature) : encryptedParts(json, ciphertext);
}

/** Without a payload, the content travels apart (RFC 7515 appendix F). */
function signedParts(json: JsonObject, index: number | undefined): Parts | undefined {
  const payload = memberAt(json, 'payload') ?? { type: 'string', value: '' };
  const list = memberAt(json, 'signatures');
  const entries = list?.type === 'array' ? list.items : [json];
  const entry = entries[index ?? 0];
  if (entry?.type !== 'object' || payload.type !== 'string') return undefined;
  const signature = textOf(entry, 'signature');
  if (signature === undefined) return undefined;
  const open = memberAt(entry, 'header');
  const signed = textOf(entry, 'protected');
  if (signed === undefined && open?.type !== 'object') return undefined;
  const disclosures = open && disclosuresOf(open);
  return {
    segments: [signed ?? '', payload.value, signature],
    ...(open?.type === 'object' ? unprotectedOf(open) : {}),
    ...(disclosures === undefined ? {} : { disclosures }),
    problems:
      entries.length > 1
        ? [{ code: 'signatures', place: 'token', count: entries.length, index: index ?? 0 }]
        : [],
  };
}

/** Disclosures are told apart from the header, and are protected by their digests. */
const ofDisclosure: readonly string[] = ['disclosures', 'kb_jwt'];

function unprotectedOf({ members }: JsonObject): Pick<Parts, 'unprotected'> {
  const others = members.filter(({ name }) => !ofDisclosure.includes(name));
  return others.length === 0 ? {} : { unprotected: { type: 'object', members: others } };
}

function disclosuresOf(open: Json): Disclosures | undefined {
  const list = open.type === 'object' ? memberAt(open, 'disclosures') : undefined;
  if (open.type !== 'object' || list?.type !== 'array') return undefined;
  const keyBinding = textOf(open, 'kb_jwt');
  return {
    items: list.items.flatMap((item) => (item.type === 'string' ? [item.value] : [])),
    ...(keyBinding === undefined ? {} : { keyBinding }),
  };
}

/** Of several recipients the first; each has the header that is for all, and one of its own. */
function encryptedParts(json: JsonObject, ciphertext: string): Parts | undefined {
  const list = memberAt(json, 'recipients');
  const recipients = list?.type === 'array' ? list.items : [json];
  const [first = json] = recipients;
  const recipient = first.type === 'object' ? first : json;
  const open = [memberAt(json, 'unprotected'), memberAt(recipient, 'header')].flatMap((part) =>
    part?.type === 'object' ? part.members : [],
  );
  const signed = textOf(json, 'protected');
  // Other programs name what they encrypt like this, too.
  if (signed === undefined && open.length === 0) return undefined;
  const named = ['iv', 'tag'].map((name) => textOf(json, name) ?? '');
  const [iv = '', tag = ''] = named;
  return {
    segments: [signed ?? '', textOf(recipient, 'encrypted_key') ?? '', iv, ciphertext, tag],
    ...(open.length === 0 ? {} : { unprotected: { type: 'object', members: open } }),
    problems:
      recipients.length > 1
        ? [{ code: 'recipients', place: 'token', count: recipients.length }]
        : [],
  };
}

/** The last member of a name, as other programs read it. */
export function memberAt(json: JsonObject, name: string): Json | undefined {
  return json.members.findLast((candidate) => candidate.name === name)?.value;
}

function textOf(json: JsonObject, name: string): string | undefined {
  const value = memberAt(json, name);
  return value?.type === 'string' ? value.value : undefined;
}
