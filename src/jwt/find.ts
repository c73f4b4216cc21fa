import type { JsonObject } from './json.ts';
import { parseJson } from './json.ts';
import { mostDisclosures } from './limits.ts';
import { isWhole } from './signature-length.ts';

/** A part of a text, from `start` up to but not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether a header may have so many characters: it names an algorithm, and perhaps a key. */
const isHeaderLength = (length: number): boolean =>
  length >= '{"alg":""}'.length && length <= 16_384;

/** Longer than the signatures of every common algorithm, in characters. */
const longestSignature = 8_192;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Whether a character belongs to base64url's alphabet, by its code. */
const inAlphabet = new Uint8Array(128);
for (const character of alphabet) {
  inAlphabet[character.charCodeAt(0)] = 1;
}

/** What does not: a search for it is many times faster than a loop, before that is compiled. */
const outside = /[^\w-]/g;

/**
 * Finds signed and encrypted tokens in compact form, in order.
 *
 * @param most how many are looked for; all unless told
 */
export function findJwt(text: string, most = Number.POSITIVE_INFINITY): Span[] {
  const found: Span[] = [];
  for (const span of searchJwt(text)) {
    if (span !== undefined) found.push(span);
    if (found.length >= most) break;
  }
  return found;
}

/**
 * As `findJwt`, step by step: what stands at each place where a token may begin, `undefined` where
 * none does. Reads every character a bounded number of times: a failed candidate is skipped up to
 * its next dot, and each of the at most five parts of a token is looked at from each of its places
 * once.
 */
export function* searchJwt(text: string): Generator<Span | undefined> {
  // `eyJ` is how every JSON object begins in base64url that begins with a member.
  for (let start = text.indexOf('eyJ'); start >= 0;) {
    const headerEnd = segmentEnd(text, start);
    const end = tokenEnd(text, start, headerEnd);
    yield end === undefined ? undefined : { start, end };
    start = text.indexOf('eyJ', end ?? headerEnd);
  }
}

/** Tokens farther from a place than this are not looked for there. */
const reach = 32_768;

/**
 * The token that stands at a place. Looks at the characters around it only, so that a line of any
 * length costs the same.
 */
export function findJwtAt(text: string, offset: number): Span | undefined {
  let start = offset;
  while (start > 0 && offset - start < reach && isTokenCharacter(text, start - 1)) start--;
  let end = offset;
  while (end < text.length && end - offset < reach && isTokenCharacter(text, end)) end++;
  const found = findJwt(text.slice(start, end)).find(
    (span) => start + span.start <= offset && offset <= start + span.end,
  );
  return found && { start: start + found.start, end: start + found.end };
}

const isTokenCharacter = (text: string, at: number): boolean =>
  text[at] === '.' || text[at] === '~' || inAlphabet[text.charCodeAt(at)] === 1;

/** Where the token ends whose header this is; `undefined` when it is none. */
function tokenEnd(text: string, start: number, headerEnd: number): number | undefined {
  if (text[headerEnd] !== '.' || !isHeaderLength(headerEnd - start)) return undefined;
  // A hostile text has a million headers; none is read that cannot be one of a token.
  if (!endsAsObject(text, start, headerEnd)) return undefined;
  const second = segmentEnd(text, headerEnd + 1);
  if (text[second] !== '.') return undefined;
  const needed = second === headerEnd + 1 ? '"enc"' : '"alg"';
  const header = readHeader(text.slice(start, headerEnd), needed);
  if (header === undefined) return undefined;
  const parts = header.members.some(({ name }) => name === 'enc') ? 5 : 3;
  let end = headerEnd;
  for (let part = 2; part <= parts; part++) {
    if (text[end] !== '.') return undefined;
    const first = end + 1;
    const next = segmentEnd(text, first);
    // A signed token without claims is none; an encrypted one may lack its key.
    if (parts === 3 && part === 2 && next === end + 1) return undefined;
    end = parts === 3 && part === 3 ? pastOdd(text, first, next, header) : next;
  }
  return parts === 3 ? pastDisclosures(text, end) : end;
}

/** The rest of a disclosure with a character that does not belong there, and the `~` behind. */
const damaged = /[^\s"'`,;<>(){}[\]~.][^\s"'`,;<>(){}[\]~.]{0,8000}~/y;

/**
 * Where the disclosures end that follow a signature, each behind a `~`, and the token that proves
 * who presents them (RFC 9901 §4).
 */
function pastDisclosures(text: string, signatureEnd: number): number {
  let end = signatureEnd;
  // More than are read belong to no token that somebody could use.
  for (let count = 0; text[end] === '~' && count < mostDisclosures + 3; count++) {
    end = segmentEnd(text, end + 1);
    // What cannot be read belongs there all the same, and is told.
    damaged.lastIndex = end;
    if (damaged.test(text)) end = damaged.lastIndex - 1;
    if (text[end] !== '.') continue;
    const payloadEnd = segmentEnd(text, end + 1);
    return text[payloadEnd] === '.' ? segmentEnd(text, payloadEnd + 1) : end;
  }
  return end;
}

/**
 * Where a signature ends that goes on behind a character of another alphabet: `+` and `/` of base64,
 * or the `…` of a shortened text. One that is whole already ends where it is.
 */
function pastOdd(text: string, start: number, end: number, { members }: JsonObject): number {
  if (!/[+/=…]/.test(text[end] ?? '')) return end;
  const algorithm = members.find(({ name }) => name === 'alg')?.value;
  if (algorithm?.type !== 'string' || isWhole(algorithm.value, end - start)) return end;
  let at = end;
  while (at - end < longestSignature && /[A-Za-z0-9_+/=…-]/.test(text[at] ?? '')) at++;
  return at;
}

function segmentEnd(text: string, start: number): number {
  outside.lastIndex = start;
  return outside.test(text) ? outside.lastIndex - 1 : text.length;
}

/** Whether a part of a text ends with `}` or a space behind it, once it is read as base64url. */
function endsAsObject(text: string, start: number, end: number): boolean {
  const value = (back: number): number => alphabet.indexOf(text[end - back] ?? '');
  const lastByte = (): number => {
    switch ((end - start) % 4) {
      case 0:
        return ((value(2) & 0b11) << 6) | value(1);
      case 3:
        return ((value(2) & 0b1111) << 4) | (value(1) >> 2);
      default:
        return (value(2) << 2) | (value(1) >> 4);
    }
  };
  // A single character more is left out where the text is read.
  if ((end - start) % 4 === 1) return endsAsObject(text, start, end - 1);
  const code = lastByte();
  return code === 0x7d || code <= 0x20;
}

/** The header, if it is one: a JSON object that names an algorithm, and has a member needed. */
function readHeader(segment: string, needed: string): JsonObject | undefined {
  const text = Buffer.from(segment, 'base64url').toString('utf8');
  // Most candidates end here; parsing, and above all failing to, costs far more.
  if (!text.includes(needed) || !text.includes('"alg"') || !text.trimEnd().endsWith('}'))
    return undefined;
  try {
    const header = parseJson(text);
    if (header.type !== 'object') return undefined;
    return header.members.some(({ name }) => name === 'alg') ? header : undefined;
  } catch {
    return undefined;
  }
}
