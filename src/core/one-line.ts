/** Where an editor, a terminal or a log goes on in another line. */
const breaks = /[\n-\r\x85\u2028\u2029]/g;

/**
 * A text that someone else wrote, on one line: a name must not add a line to a question or to the
 * log, which would look as if this extension had said it.
 */
export const oneLine = (text: string): string =>
  text.replace(breaks, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`);
