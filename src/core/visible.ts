/**
 * Controls, invisible format characters and line separators: what could end a comment's line, turn
 * the reading direction or hide in a name. Unpaired surrogates belong to them.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const escape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

/** Text from a server for a sentence or a comment: one line, nothing hidden, not too long. */
export function visible(text: string, limit = 120): string {
  // Cut first: escaping a long text to show a short one would be wasted.
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return escaped(cut);
}

/** Most texts are plain ASCII, which costs least to find out. */
const escaped = (text: string): string =>
  /[^ -~]/.test(text) ? text.replace(invisible, escape) : text;

/** A JSON string literal with the same value, in which nothing is invisible. */
export function jsonLiteral(text: string): string {
  return escaped(JSON.stringify(text));
}
