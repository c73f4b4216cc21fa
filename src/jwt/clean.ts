import { findJwt } from './find.ts';

/** Longer texts are no tokens: 1 MB. */
export const maxLength = 1_000_000;

/** `Authorization:`, `"token":`, `export TOKEN=`, `--token=`; a token's own padding is none. */
const label =
  /^(?:export\s+|set\s+|-H\s+)?["'`]?(?!eyJ)[A-Za-z_$-][\w.$-]{0,63}["'`]?\s*(?::|=(?![=.]))\s*(?=\S)/;
const scheme = /^(?:Bearer|Token|JWT)\s+(?=\S)/i;
const escaped = /%[0-9A-Fa-f]{2}/;
const wrappings = '"\'`<>{}()[]“”‘’«»';

/**
 * The token within what people paste: line breaks from a terminal, quotes, `Authorization: Bearer`,
 * `TOKEN=`, a JSON member, percent-encoding, a comma behind it. A text that holds a JWT somewhere
 * is that JWT; any other comes back cleaned, without judgement.
 */
export function cleanToken(text: string): string {
  if (text.length > maxLength) return text;
  let token = text;
  // Every wrapping hides at most a few others.
  for (let round = 0; round < 8; round++) {
    const before = token;
    token = unwrap(token);
    if (token === before) break;
  }
  const joined = token.replace(/\\?[\s\u200b\u2060\ufeff]+/g, '');
  const [whole] = findJwt(text);
  if (whole !== undefined && endsAt(text, whole.end)) return text.slice(whole.start, whole.end);
  if (beginsAsObject(joined) && /^[\w.=-]*$/.test(joined)) return joined;
  if (whole !== undefined) return text.slice(whole.start, whole.end);
  const [within] = findJwt(joined);
  return within === undefined ? joined : joined.slice(within.start, within.end);
}

/** Whether a token found in a text is over there, and not wrapped, padded or of too many parts. */
function endsAt(text: string, end: number): boolean {
  const next = text.slice(end, end + 120);
  return (
    /^\.?(?:$|[\s"'`“”‘’«»,;:<>(){}[\]&|\\])/.test(next) && !/^\s*\\?[\r\n]+\s*[\w.-]/.test(next)
  );
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
