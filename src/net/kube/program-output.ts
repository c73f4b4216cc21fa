/** A text without the control sequences by which terminals are colored. */
export const withoutColors = (text: string): string =>
  text.replace(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, '');

/** The end of what a program said, on one line, for a message. */
export const lastWords = (text: string): string =>
  withoutColors(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(-500);
