import { memberOf } from '../core/values.ts';
import type { Span } from './find.ts';
import { findJwt } from './find.ts';
import { longestAtOnce, maxLength } from './limits.ts';
import { isExact, isWhole } from './signature-length.ts';

/** `Authorization:`, `"token":`, `export TOKEN=`, `--token=`; a token's own padding is none. */
const label =
  /^(?:export\s+|set\s+|-H\s+)?["'`]?(?!eyJ)[A-Za-z_$-][\w.$-]{0,63}["'`]?\s*(?::|=(?![=.]))\s*(?=\S)/;
const scheme = /^(?:Bearer|Token|JWT)\s+(?=\S)/i;
const escaped = /%[0-9A-Fa-f]{2}/;
const wrappings = '"\'`<>{}()[]“”‘’«»';

/**
 * The token within what people paste: line breaks from a terminal, quotes, `Authorization: Bearer`,
 * `TOKEN=`, a JSON member, percent-encoding, a comma behind it. A text that holds a JWT somewhere
 * is that JWT; any other comes back cleaned, without judgement. In a text beyond `longestAtOnce` a
 * token is looked for, but no wrapping around all of it.
 */
export function cleanToken(text: string): string {
  if (text.length > longestAtOnce) return firstIn(text);
  // Nothing is around most tokens.
  if (/^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(text)) return text;
  let token = text;
  // Every wrapping hides at most a few others.
  for (let round = 0; round < 8; round++) {
    const before = token;
    token = unwrap(token);
    if (token === before) break;
  }
  const joined = token.replace(/\\?[\s\u200b\u2060\ufeff]+/g, '');
  const [whole, another] = findJwt(text, 2);
  if (whole === undefined || !isComplete(text.slice(whole.start, whole.end))) {
    const joinedPieces = pieced(text);
    if (joinedPieces !== undefined) return joinedPieces;
  }
  if (whole !== undefined) {
    const found = text.slice(whole.start, whole.end);
    const rest = restOf(text, whole);
    if (rest !== '') return found + rest;
    const isOver = endsAt(text, whole.end) || (another !== undefined && !found.includes('~'));
    if (isOver || (/^\s/.test(text.slice(whole.end)) && isComplete(found))) return found;
  }
  if (beginsAsObject(joined) && /^[\w.=~-]*$/.test(joined)) return firstLines(token) ?? joined;
  if (whole !== undefined) return text.slice(whole.start, whole.end);
  const [within] = findJwt(joined, 1);
  if (within !== undefined) return joined.slice(within.start, within.end);
  const encoded = /ZXlK[\w+/-]+={0,2}/.exec(text)?.[0];
  return encoded !== undefined && withinBase64(encoded) !== undefined ? encoded : joined;
}

/** What stands in the middle of a token that somebody or some program broke up, and what for. */
const joints: readonly (readonly [joint: RegExp, stands: string])[] = [
  // Lines of a quoted message, or added in a list of changes.
  [/\r?\n(?:[ \t]*>[ \t]?|\+)/g, ''],
  // Literals of a program, one for each line.
  [/["'`][ \t+.&\\]{0,20}\r?\n[ \t+.&]{0,80}["'`]/g, ''],
  // A soft line break of a message.
  [/=\r?\n/g, ''],
  [/&#(?:46|x2e);|&period;|\\u002e/gi, '.'],
  // What nobody sees.
  [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, ''],
];

/** The token that a text has in pieces: one with a signature of just the length that it needs. */
function pieced(text: string): string | undefined {
  for (const [joint, stands] of joints) {
    if (text.search(joint) < 0) continue;
    const joined = text.replace(joint, stands);
    const [found] = findJwt(joined, 1);
    const token = found && joined.slice(found.start, found.end);
    if (token !== undefined && isComplete(token)) return token;
  }
  return undefined;
}

function firstIn(text: string): string {
  const [whole] = text.length > maxLength ? [] : findJwt(text, 1);
  return whole === undefined ? text : text.slice(whole.start, whole.end) + restOf(text, whole);
}

/**
 * What stands in the first lines of a text that could be a token's, joined. `undefined` when that
 * is all of them.
 */
function firstLines(text: string): string | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\\$/, '').trim());
  const end = lines.findIndex((line) => !/^[\w.~-]+={0,2}$/.test(line));
  return end > 0 ? lines.slice(0, end).join('') : undefined;
}

/** Whether a token found in a text is over there, and not wrapped, padded or of too many parts. */
function endsAt(text: string, end: number): boolean {
  const next = text.slice(end, end + 120);
  return (
    /^\.{0,3}(?:$|[\s"'`“”‘’«»,;:<>(){}[\]&|\\])/.test(next) &&
    !/^[^\S\r\n]*\\?[\r\n]\s*[\w.~-]/.test(next)
  );
}

/**
 * What belongs to a signature beyond the place where its characters end: the lines that it goes on
 * in, each as long as the one before, or words in the same line that make it whole. The spaces
 * between those stay, so that they can be told.
 */
export function restOf(text: string, { start, end }: Span): string {
  const token = text.slice(start, end);
  // Behind disclosures there is no telling where they end.
  if (token.includes('~')) return '';
  const { algorithm, length } = signatureOf(token);
  if (isWhole(algorithm, length) && !isRsa(algorithm)) return '';
  const words = /^(?:[ \t\u00a0]+[\w+/=-]+)+(?=[ \t]*(?:$|["'`,;\r\n]))/.exec(
    text.slice(end, end + longestRest),
  )?.[0];
  if (words !== undefined) {
    const total = length + words.replace(/\s/g, '').length;
    return !isWhole(algorithm, length) && isWhole(algorithm, total) ? words : '';
  }
  let rest = '';
  let width = end - Math.max(start, text.lastIndexOf('\n', end - 1) + 1);
  const line = /[ \t]*\\?\r?\n[ \t]*([\w-]+)(?=[ \t]*\\?(?:$|[\s"'`,;<>(){}[\]]))/y;
  line.lastIndex = end;
  for (let found = line.exec(text); found !== null; found = line.exec(text)) {
    const [, more = ''] = found;
    if (more.length > width) break;
    rest += more;
    const isLast = more.length < width;
    width = more.length;
    if (isLast || (!isRsa(algorithm) && isWhole(algorithm, length + rest.length))) break;
  }
  const total = length + rest.length;
  const isMore = isExact(algorithm, total) || !isExact(algorithm, length);
  return isMore && isWhole(algorithm, total) ? rest : '';
}

/** Whether a token ends with a signature of just the length that its algorithm makes. */
function isComplete(token: string): boolean {
  if (token.includes('~')) return false;
  const { algorithm, length } = signatureOf(token);
  return isExact(algorithm, length);
}

/** Longer than what is left of any signature, with the spaces in it. */
const longestRest = 2_000;

const isRsa = (algorithm: unknown): boolean =>
  typeof algorithm === 'string' && /^[RP]S/.test(algorithm);

/** The algorithm that a token names, and how many characters of its signature are here. */
function signatureOf(token: string): { readonly algorithm: unknown; readonly length: number } {
  const [header = '', , signature = ''] = token.split('.');
  const values: unknown = JSON.parse(Buffer.from(header, 'base64url').toString());
  return { algorithm: memberOf(values, 'alg'), length: signature.length };
}

function unwrap(text: string): string {
  let token = trim(text);
  token = token.replace(label, '').replace(scheme, '');
  if (!escaped.test(token)) return token;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** Without space, quotes and brackets around, and without a comma or semicolon behind. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isAround(text[start])) start++;
  while (end > start && (isAround(text[end - 1]) || /[,;\\]/.test(text[end - 1] ?? ''))) end--;
  return text.slice(start, end);
}

function isAround(character: string | undefined): boolean {
  if (character === undefined) return false;
  return wrappings.includes(character) || /[\s\u200b\u2060\ufeff]/.test(character);
}

/** Whether the text begins as a JSON object does in base64url: `{"`, `{ `, or `{` and a line break. */
export function beginsAsObject(text: string): boolean {
  return /^(?:eyJ|eyA|ewo|ew0|ewk)/.test(text);
}

/** The token that a text is base64 of, as in a Secret of Kubernetes; looked for once. */
export function withinBase64(text: string): string | undefined {
  // `eyJ` in base64.
  if (!/^ZXlK[\w+/-]+={0,2}$/.test(text)) return undefined;
  const within = Buffer.from(text, 'base64').toString('latin1').trim();
  return /^eyJ[\w-]+\.[\w-]*\.[\w.-]*$/.test(within) ? within : undefined;
}
