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
  if (isCompact(joined)) return joined;
  const [found] = findJwt(text);
  return found === undefined ? joined : text.slice(found.start, found.end);
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

function isCompact(text: string): boolean {
  return /^[A-Za-z0-9_-]+=*\.[A-Za-z0-9_=-]*\.[A-Za-z0-9_.=-]*$/.test(text);
}
